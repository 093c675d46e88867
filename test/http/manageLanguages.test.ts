import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { updates, updateTranslations } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { cookieOf, panelOf, typedIn } from './panelVisit.ts'

let w: World
let panel: Awaited<ReturnType<typeof panelOf>>
let cookie: string
beforeEach(async () => {
  w = await world()
  panel = await panelOf(w.ctx)
  cookie = await cookieOf(w.ctx, 'administrator')
})
afterEach(() => w.close())

const settings = { form: 'settings', name: 'Harbour', timeZone: 'Europe/Berlin', about: '', supportUrl: '' }
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const seen = async (answer: Response | Promise<Response>) => text(await (await answer).text())
/** The newest update's body, language and translations. */
async function newest() {
  const rows = await w.ctx.db.read.select().from(updates)
  const { id, body, language } = rows.filter((row) => !row.replacedAt).at(-1) as (typeof rows)[number]
  const others = await w.ctx.db.read.select().from(updateTranslations).where(eq(updateTranslations.updateId, id))
  return { id, body, language, translations: Object.fromEntries(others.map((one) => [one.language, one.body])) }
}

test('the language of the page is chosen in the settings; what is written from then on is in it', async () => {
  const answer = await panel.post('/manage/settings', { ...settings, language: 'de' }, cookie)
  expect(answer.headers.get('location')).toBe('/manage/settings?saved')
  const html = await (await panel.get('/manage/settings', cookie)).text()
  expect(html).toMatch(/<option value="de" selected[^>]*>\s*German/)
  await openIncident(w.as('mara'), { name: 'Kasse gestört', body: 'Wir sehen nach.' })
  expect((await newest()).language).toBe('de')
  const wrong = await panel.post('/manage/settings', { ...settings, language: 'xx' }, cookie)
  expect(wrong.status).toBe(422)
  expect(await seen(wrong)).toContain('Languages are en, de, fr, es, ja.')
})

test('an update can be given in other languages, in every form that posts one', async () => {
  const fields = { once: 'abcdefghijkl', language: 'en', 'translation.de': 'Wir sehen nach.', 'translation.fr': ' ' }
  const posted = async (path: string, more: Record<string, string>) => {
    const answer = await panel.post(path, { ...fields, body: 'We look into it.', ...more }, cookie)
    expect([answer.status, path]).toEqual([303, path])
    const { id: _, ...found } = await newest()
    expect(found).toEqual({ body: 'We look into it.', language: 'en', translations: { de: 'Wir sehen nach.' } })
    return (answer.headers.get('location') ?? '').replace(/\?.*/, '')
  }
  const incident = await posted('/manage/incidents', { form: 'open', name: 'Checkout fails' })
  await posted(`${incident}/updates`, { form: 'update', status: 'identified' })
  await posted(`${incident}/resolution`, { form: 'resolve' })

  const components = [w.components.checkout]
  const window = { scheduledFor: '2036-03-01T02:00', scheduledUntil: '2036-03-01T04:00' }
  const planned = { form: 'plan', name: 'Moving house', components: components[0] as string, ...window }
  const maintenance = await posted('/manage/maintenance', planned)
  await posted(`${maintenance}/updates`, { form: 'say' })
  const moved = { form: 'move', ...window, scheduledUntil: '2036-03-01T05:00' }
  await posted(`${maintenance}/schedule`, moved)
  const bare = await panel.post(`${maintenance}/schedule`, { ...moved, ...fields, once: 'bcdefghijklm' }, cookie)
  expect(await seen(bare)).toContain('Write the text that the others translate.')
  await posted(`${maintenance}/cancellation`, { form: 'cancel' })
})

test('a correction starts from the translations that stand, and changes or takes away each', async () => {
  const translations = { de: 'Wir sehen nach.', fr: 'Nous cherchons.' }
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.', translations })
  const { id } = await newest()
  const html = await (await panel.get(`/manage/updates/${id}`, cookie)).text()
  expect(html).toMatch(/<details class="fold field" open/)
  expect(typedIn(html, 'translation.de')).toBe('Wir sehen nach.')
  expect(typedIn(html, 'translation.ja')).toBe('')
  expect(typedIn(html, 'translation.en')).toBeUndefined()
  const fields = { form: 'correct', language: 'en', body: 'We look into it.', 'translation.de': 'Wir sehen nach.' }
  const same = { ...fields, 'translation.fr': 'Nous cherchons.' }
  expect((await panel.post(`/manage/updates/${id}/correction`, same, cookie)).status).toBe(422)
  expect((await panel.post(`/manage/updates/${id}/correction`, fields, cookie)).status).toBe(303)
  expect((await newest()).translations).toEqual({ de: 'Wir sehen nach.' })
  const none = { ...fields, 'translation.de': '' }
  expect((await panel.post(`/manage/updates/${(await newest()).id}/correction`, none, cookie)).status).toBe(303)
  expect((await newest()).translations).toEqual({})
})

test('the preview says in which languages it goes out, and who gets it in another than theirs', async () => {
  for (const [address, language] of Object.entries({ sam: 'en', kim: 'de', lee: 'fr', ann: 'ja' }))
    await w.subscriber(`${address}@example.org`, { language })
  const asked = { form: 'open', preview: 'yes', language: 'en', body: 'We look into it.', name: 'Checkout fails' }
  const said = async (more: Record<string, string> = {}) =>
    seen(panel.post('/manage/incidents', { ...asked, ...more }, cookie))
  expect(await said()).toContain('3 people who read German, French and Japanese get the English text, marked as such.')
  const two = { 'translation.de': 'Wir sehen nach.', 'translation.ja': '調べています。' }
  expect(await said(two)).toContain(
    'It goes out in English, German and Japanese. 1 person who reads French gets the English text, marked as such.',
  )
  expect(await said({ ...two, 'translation.fr': 'Nous cherchons.' })).not.toContain('marked as such')
  expect(await said({ ...two, quiet: 'yes' })).not.toContain('It goes out')
  const html = await (await panel.post('/manage/incidents', { ...asked, ...two }, cookie)).text()
  expect(html).toMatch(/<textarea[^>]* lang="ja"[^>]*>調べています。</)
})

test('nothing is said about languages where everybody reads the page’s own', async () => {
  await w.subscriber('sam@example.org')
  const components = [w.components.checkout]
  const plan = { name: 'Moving house', body: 'Soon.', components }
  const window = { scheduledFor: new Date('2036-03-01T02:00Z'), scheduledUntil: new Date('2036-03-01T04:00Z') }
  const id = await scheduleMaintenance(w.as('mara'), { ...plan, ...window })
  const page = await seen(panel.get(`/manage/maintenance/${id}`, cookie))
  expect(page).toContain('In other languages')
  expect(page).not.toContain('marked as such.')
})
