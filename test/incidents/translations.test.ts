import { desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { factsOf } from '../../api/delivery/facts.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { cancelMaintenance } from '../../api/maintenance/cancelMaintenance.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { rescheduleMaintenance } from '../../api/maintenance/rescheduleMaintenance.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { events, updates, updateTranslations } from '../../db/schema.ts'
import type { EventKind, Language } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const note = 'Diese Meldung wurde auf Englisch verfasst.'

test('a reader gets the translation into their language, else the original and a line that says so', async () => {
  await openIncident(w.as('mara'), {
    name: 'Checkout fails',
    body: 'We *look*.',
    translations: { de: 'Wir **sehen** nach.' },
  })
  const german = await mail('incident.opened', 'de')
  expect(german.text).toContain('\nWir sehen nach.\n')
  expect(german.html).toContain('Wir <strong>sehen</strong> nach.')
  expect(german.text).not.toContain(note)
  expect(german.subject).toBe('Checkout fails')
  expect(german.html).toContain('<h1 class="ink title" lang="en"')
  const french = await mail('incident.opened', 'fr')
  expect(french.text).toContain('\nWe look.\n\nCette mise à jour a été rédigée en anglais.\n')
  expect(french.html).toContain('<td class="pad ink prose" lang="en"')
  const english = await mail('incident.opened', 'en')
  expect(english.text).toContain('We look.')
  expect(english.html.match(/ lang="/g)).toHaveLength(1)
})

test('a text in another language says which it is: its own readers need no line', async () => {
  const translations = { en: 'We look into it.' }
  await openIncident(w.as('mara'), { name: 'Kasse gestört', body: 'Wir sehen nach.', language: 'de', translations })
  expect((await mail('incident.opened', 'de')).text).not.toContain('verfasst')
  expect((await mail('incident.opened', 'en')).text).toContain('We look into it.')
  expect((await mail('incident.opened', 'ja')).text).toContain('このお知らせはドイツ語で書かれています。')
})

test('what is in no language of ours is refused with a sentence, and nothing is written', async () => {
  const open = (more: object) => openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.', ...more })
  const fields = (refused: Promise<unknown>) =>
    refused.then(
      () => 'accepted',
      ({ fields }) => fields,
    )
  expect(await fields(open({ translations: { xx: 'Hm.' } }))).toEqual({
    translations: 'Languages are en, de, fr, es, ja.',
  })
  expect(await fields(open({ translations: { de: ' ' } }))).toEqual({ 'translations.de': 'A text is needed.' })
  expect(await fields(open({ translations: { en: 'We look.' } }))).toEqual({
    'translations.en': 'The text itself is in this language.',
  })
  expect(await fields(open({ language: 'xx' }))).toEqual({ language: 'Languages are en, de, fr, es, ja.' })
  expect(await w.ctx.db.read.select().from(updates)).toEqual([])
})

test('a correction brings its own translations: the old ones may say what was corrected', async () => {
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.' })
  const updateId = await postUpdate(w.as('mara'), { incidentId, body: 'Foud it.', translations: { de: 'Gefundn.' } })
  const second = await correctUpdate(w.as('mara'), { updateId, body: 'Found it.' })
  const alone = await mail('incident.updated', 'de')
  expect(alone.text).toContain('Found it.')
  expect(alone.text).toContain(note)
  await correctUpdate(w.as('mara'), { updateId: second, body: 'Found it.', translations: { de: 'Gefunden.' } })
  expect((await mail('incident.updated', 'de')).text).toContain('Gefunden.')
  expect(await w.ctx.db.read.select().from(updateTranslations)).toHaveLength(2)
})

test('every post takes translations, and what the clock says is said in every language', async () => {
  const mara = w.as('mara')
  const translations = { de: 'Auf Deutsch.' }
  const incidentId = await openIncident(mara, { name: 'Checkout fails', body: 'We look.' })
  await resolveIncident(mara, { incidentId, body: 'Over.', translations })
  expect((await mail('incident.resolved', 'de')).text).toContain('Auf Deutsch.')
  const window = { scheduledFor: new Date('2026-03-28T22:00:00Z'), scheduledUntil: new Date('2026-03-28T22:45:00Z') }
  const plan = { name: 'Moving', body: 'Soon.', components: [w.components.checkout], ...window }
  const maintenanceId = await scheduleMaintenance(mara, { ...plan, translations })
  expect((await mail('maintenance.scheduled', 'de')).text).toContain('Auf Deutsch.')
  await postMaintenanceUpdate(mara, { maintenanceId, body: 'A word.', translations })
  expect((await mail('maintenance.updated', 'de')).text).toContain('Auf Deutsch.')
  await rescheduleMaintenance(mara, { maintenanceId, ...window })
  expect((await mail('maintenance.rescheduled', 'ja')).text).toContain('日程を変更しました')
  expect((await mail('maintenance.rescheduled', 'en')).text).toContain('has been moved')
  await cancelMaintenance(mara, { maintenanceId, body: 'No more.', translations })
  expect((await mail('maintenance.cancelled', 'de')).text).toContain('Auf Deutsch.')
})

async function mail(kind: EventKind, language: Language) {
  const [event] = await w.ctx.db.read.select().from(events).where(eq(events.kind, kind)).orderBy(desc(events.id))
  const told = await factsOf(w.ctx, event?.id ?? 0, language)
  if (told?.kind !== 'list') throw new Error(`Nobody is told of ${kind}.`)
  return told.write({ address: '', leaveUrl: '', manageUrl: '', follows: '' })
}
