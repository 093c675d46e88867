import { openIncident } from '../../../api/incidents/openIncident.ts'
import { postUpdate } from '../../../api/incidents/postUpdate.ts'
import { begins } from '../../cast.ts'
import { type World, world } from '../../world.ts'
import { ledgerOf } from './ledger.ts'

/** Events that a history may have. */
export const mostEvents = 3

export type Stage = Awaited<ReturnType<typeof openStage>>

/** One database for thousands of histories: an incident with its updates, whose events each history writes anew. */
export async function openStage() {
  const w = await world()
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  for (let n = 1; n < mostEvents; n++) await postUpdate(w.as('mara'), { incidentId, body: `Update ${n}.` })
  const { client } = w.ctx.db
  const { rows: facts } = await client.execute("select * from events where tell = 'list' order by id")
  return {
    ctx: w.as('system'),
    clock: w.clock,
    ledger: () => ledgerOf(client),
    async run(sql: string, ...args: (number | string)[]): Promise<void> {
      await client.execute({ sql, args })
    },
    /** Nothing has happened yet; so many people follow everything. */
    async reset(people: number): Promise<void> {
      w.clock.set(begins.toISOString())
      const at = begins.getTime()
      const values = Array.from({ length: people }, (_, n) => follower(n + 1, at)).join()
      const clear = tables.map((table) => `delete from ${table};`).join('')
      await client.executeMultiple(`begin; ${clear} ${into} values ${values}; commit;`)
    },
    /**
     * @param n 1 for the first
     * @param only the one whom it is told to; a list without it
     */
    async post(n: number, only?: number): Promise<void> {
      const single = { kind: 'subscriber.linkAsked', subject: String(only), audience: 'internal', tell: 'subscriber' }
      const alone = { ...single, public_seq: null, incident_id: null, after: null }
      const fact = { ...(facts[n - 1] as object), ...(only && alone), id: n, at: w.clock.now().getTime() }
      const names = Object.keys(fact)
      const sql = `insert into events (${names}) values (${names.map(() => '?')})`
      await client.execute({ sql, args: Object.values(fact as object) as string[] })
    },
    /** @param at when they confirmed */
    join: (id: number, at: number) => client.execute(`${into} values ${follower(id, at)}`).then(() => {}),
    close: (): ReturnType<World['close']> => w.close(),
  }
}

const tables = ['deliveries', 'fan_outs', 'events', 'subscribers', 'sqlite_sequence']
const into =
  'insert into subscribers (id, channel, address, address_key, state, everything, created_at, asked_at, asks, confirmed_at)'
const follower = (id: number, at: number) =>
  `(${id}, 'email', 'reader${id}@example.org', 'reader${id}@example.org', 'active', 1, ${at}, ${at}, '[]', ${at})`
