import { configurePage } from '../../api/components/configurePage.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { createKey } from '../../api/people/createKey.ts'
import { newLimits } from '../../api/people/limits.ts'
import { signIn } from '../../api/people/signIn.ts'
import { draftPostmortem } from '../../api/postmortems/draftPostmortem.ts'
import { addSubscriber } from '../../api/subscribers/addSubscriber.ts'
import { addEndpoint } from '../../api/subscribers/endpoints/addEndpoint.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { actionItems, drafts, postmortems } from '../../db/schema.ts'
import type { World } from '../world.ts'

/** Stands in everything that is not for the public, and in nothing else. */
export const canary = 'canary9q4'

/** Writes the canary wherever something private can be written. @param ids incidents that run and that are over */
export async function keepSecrets(w: Pick<World, 'ctx' | 'as'>, { running, over }: { running: string; over: string }) {
  const [ada, mara] = [w.as('ada'), w.as('mara')]
  const person = { email: `${canary}@harbour.example`, password: `nine quiet ${canary}` }
  await addPerson(ada, { ...person, name: `${canary} Person`, role: 'manager' })
  await signIn(w.ctx, person, { source: '203.0.113.7', limits: newLimits(w.ctx.now), userAgent: `${canary} browser` })
  await createKey(ada, { name: `${canary} key`, scopes: ['read'] })
  await addSubscriber(ada, { email: `reader.${canary}@example.org`, attested: true })
  await subscribe(w.ctx, { email: `asked.${canary}@example.org` })
  const list = { name: `${canary}.csv`, csv: `email\nlisted.${canary}@example.org\nwrong ${canary}\n`, attested: true }
  await startImport(ada, list)
  const endpoint = {
    kind: 'webhook' as const,
    url: `https://${canary}.example/${canary}`,
    owner: `owner.${canary}@example.org`,
  }
  await addEndpoint(ada, { ...endpoint, attested: true }, undefined, async () => [
    { address: '93.184.216.34', family: 4 },
  ])
  await changeIncident(mara, { incidentId: running, severity: 'SEV1' })
  await changeIncident(mara, { incidentId: over, severity: 'SEV3' })
  await configurePage(ada, { collapseUpdates: true })
  await draftPostmortem(mara, { incidentId: over, title: `${canary} title`, body: `${canary} text` })
  // Tables that no verb fills yet, or only in part.
  await w.ctx.db.write('urgent', async (tx) => {
    const at = w.ctx.now()
    await tx.update(postmortems).set({ review: `${canary} review` })
    const item = {
      id: `item${canary}`.slice(0, 12),
      title: `${canary} task`,
      owner: `${canary} owner`,
      dueOn: '2026-12-01',
      createdAt: at,
    }
    await tx.insert(actionItems).values({ ...item, incidentId: over })
    const draft = { form: 'update', subject: running, fields: { body: `${canary} typing` }, savedAt: at }
    await tx.insert(drafts).values({ personId: 'maramanager0', ...draft })
  })
}

/** Every column that holds it, for a test to see that it stands where it should. */
export async function placesOf({ ctx }: Pick<World, 'ctx'>): Promise<string[]> {
  const { client } = ctx.db
  const tables = await client.execute("select name from sqlite_master where type = 'table'")
  const found = new Set<string>()
  for (const { name } of tables.rows) {
    const { columns, rows } = await client.execute(`select * from "${name}"`)
    for (const row of rows)
      for (const column of columns) if (String(row[column]).includes(canary)) found.add(`${name}.${column}`)
  }
  return [...found].sort()
}
