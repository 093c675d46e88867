import { setImmediate as breath } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Reader } from '../../../db/open.ts'
import type { Row } from './rowOf.ts'

const atOnce = 500

/** How many of a list are subscribers already, in whatever state. `cross join`: the list looks into the index, never the other way. */
export async function countKnown(reader: Pick<Reader, 'all'>, rows: readonly Row[]): Promise<number> {
  let known = 0
  for (let at = 0; at < rows.length; at += atOnce) {
    const keys = rows.slice(at, at + atOnce).map(({ address }) => address.toLowerCase())
    const [found] = await reader.all<{ n: number }>(sql`
      select count(*) as n from json_each(${JSON.stringify(keys)}) as one
      cross join subscribers on subscribers.channel = 'email' and subscribers.address_key = one.value`)
    known += found?.n ?? 0
    await breath()
  }
  return known
}
