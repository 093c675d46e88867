import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { importStatuspage } from '../../api/import/importStatuspage.ts'
import { claims, incidents, updateComponents, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

/** A file of the invented post office, one oddity each. */
export function fixture(name: string) {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../fixtures/${name}.json`), 'utf8'))
}

/** An empty database, or the shop's, into which files are imported by the system itself. */
export async function importing(options: { bare?: boolean } = { bare: true }) {
  const w = await world(options)
  return { ...w, take: (json: unknown) => importStatuspage(w.as('system'), json), ...readsOf(w) }
}

function readsOf({ ctx }: World) {
  const { read } = ctx.db
  return {
    incident: async (id: string) => (await read.select().from(incidents).where(eq(incidents.id, id)))[0],
    updatesOf: (id: string) =>
      read
        .select()
        .from(updates)
        .where(eq(updates.incidentId, id))
        .orderBy(asc(updates.displayAt), asc(updates.createdAt)),
    statesOf: (updateId: string) => read.select().from(updateComponents).where(eq(updateComponents.updateId, updateId)),
    claimsOf: (id: string) => read.select().from(claims).where(eq(claims.causeId, id)).orderBy(asc(claims.beganAt)),
  }
}
