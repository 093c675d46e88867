import { addComponent } from '../../api/components/addComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { createKey } from '../../api/people/createKey.ts'
import { newLimits } from '../../api/people/limits.ts'
import { signIn } from '../../api/people/signIn.ts'
import { draftPostmortem } from '../../api/postmortems/draftPostmortem.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import type { World } from '../world.ts'
import { attacks } from './attacks.ts'
import { hostilePage } from './hostile.ts'

/** A page on which every attack stands in every kind of text field, public and private. */
export async function attackedPage(): Promise<{ w: World; ids: Record<string, string> }> {
  const all = attacks.join('\n\n')
  const tightest = '"><img src=x onerror=xss(0)>'
  const { w, running, over } = await hostilePage(tightest, all)
  const [ada, mara] = [w.as('ada'), w.as('mara')]
  await configurePage(ada, { name: tightest, about: all.slice(0, 4000) })
  const group = await addComponent(ada, { name: `Attacks ${tightest}`, isGroup: true })
  for (const attack of attacks) {
    const line = attack.replace(/\s+/g, ' ').slice(0, 200)
    await addComponent(ada, { name: line, description: line, groupId: group })
    const past = { startedAt: '2026-02-27T10:00:00Z', resolvedAt: '2026-02-27T11:00:00Z' }
    await backfillIncident(mara, { name: line, body: attack, ...past })
  }
  const story = await openIncident(mara, {
    name: tightest,
    body: all,
    translations: { de: `${all} de`, ja: `${all} ja` },
  })
  const wrong = await postUpdate(mara, { incidentId: story, body: `${all} wrong` })
  await retractUpdate(mara, { updateId: wrong, reason: tightest })
  const reviewed = await openIncident(mara, { name: tightest, body: all })
  await resolveIncident(mara, { incidentId: reviewed, body: all })
  await draftPostmortem(mara, { incidentId: reviewed, title: tightest, body: all })
  await people(w, tightest)
  return { w, ids: { running, over, story, reviewed, update: running } }
}

async function people(w: World, attack: string) {
  const ada = w.as('ada')
  const person = { email: 'mallory@harbour.example', password: 'nine quiet herons' }
  await addPerson(ada, { ...person, name: attack, role: 'administrator' })
  const door = { source: '203.0.113.9', limits: newLimits(w.ctx.now), userAgent: attack }
  await signIn(w.ctx, person, door)
  await createKey(ada, { name: attack, scopes: ['read'] })
  await startImport(ada, {
    name: attack,
    csv: `email,${attack.replaceAll('"', '')}\n${attack.replaceAll('"', '')},x\n`,
    attested: true,
  })
  await w.subscriber(`"${attack}"@example.org`, {
    suppressedFor: attack,
    state: 'suppressed',
    suppressedAt: w.ctx.now(),
  })
  await w.subscriber('https://hooks.example', { channel: 'webhook', host: attack, ownerAddress: attack })
  await w.subscriber('sam@example.org')
  await w.subscriber('ken@example.org', { language: 'ja' })
}
