import { join } from 'node:path'
import { count } from 'drizzle-orm'
import { as } from '../../api/context/context.ts'
import { createKey } from '../../api/people/createKey.ts'
import { openDatabase } from '../../db/open.ts'
import { deliveries, subscribers } from '../../db/schema.ts'
import { cast, shown } from '../cast.ts'
import type { Server } from '../server.ts'
import { world } from '../world.ts'

export type Prepared = Awaited<ReturnType<typeof prepare>>

/** A database in `folder` with a page, components, an API key and confirmed subscribers; and what a program does with it. */
export async function prepare(folder: string, people: number) {
  const url = `file:${join(folder, 'candor.db')}`
  const w = await world({ databaseUrl: url })
  const { key } = await createKey(as(w.ctx, cast.ada), { name: 'proof', scopes: ['read', 'post'] })
  await subscribeMany(w.ctx.db, people)
  await w.close()

  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const send = (server: Server, path: string, body: object) =>
    fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return {
    env: { SECRET_KEY: 'k'.repeat(40) },
    async open(server: Server): Promise<string> {
      const components = [{ id: shown.checkout, state: 'partial_outage' }]
      const answer = await send(server, '/incidents', {
        name: 'Orders are failing',
        body: 'We are looking.',
        components,
      })
      if (answer.status !== 201) throw new Error(`The incident was not opened: ${await answer.text()}`)
      return ((await answer.json()) as { id: string }).id
    },
    /** @param more `notify: false` tells nobody */
    post: (server: Server, incident: string, body: string, more: { notify?: boolean } = {}) =>
      send(server, `/incidents/${incident}/updates`, { body, ...more }),
    /** How often an update with this text stands in the database. */
    async saved(server: Server, incident: string, body: string): Promise<number> {
      const answer = await fetch(`${server.url}/api/v1/incidents/${incident}`, { headers })
      const { updates } = (await answer.json()) as { updates: { body: string }[] }
      return updates.filter((update) => update.body === body).length
    },
    /** Deliveries in the ledger. */
    async count(_server: Server): Promise<number> {
      const db = await openDatabase(url)
      const [row] = await db.read.select({ n: count() }).from(deliveries)
      await db.close()
      return row?.n ?? 0
    },
  }
}

/** Confirmed subscribers of everything, straight into the table: what matters is that they are there. */
export async function subscribeMany(db: Awaited<ReturnType<typeof openDatabase>>, people: number): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z')
  for (let first = 1; first <= people; first += 1000) {
    const rows = Array.from({ length: Math.min(1000, people - first + 1) }, (_, n) => {
      const address = `reader${first + n}@example.org`
      return {
        address,
        addressKey: address,
        state: 'active' as const,
        createdAt: at,
        askedAt: at,
        asks: [],
        confirmedAt: at,
      }
    })
    await db.write('urgent', (tx) => tx.insert(subscribers).values(rows))
  }
}
