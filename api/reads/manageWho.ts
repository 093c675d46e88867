import { inArray } from 'drizzle-orm'
import { apiKeys, people } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'

const somebody = 'somebody who has left'

/** Who the log means by `person:…`, `key:…` or `clock`, as somebody in the panel would say it. */
export async function whoOf(ctx: Context, refs: readonly string[]): Promise<(ref: string) => string> {
  const idsOf = (kind: string) => [
    ...new Set(refs.filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => ref.slice(kind.length + 1))),
  ]
  const [persons, keys] = await Promise.all([
    ctx.db.read
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(inArray(people.id, idsOf('person'))),
    ctx.db.read
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(inArray(apiKeys.id, idsOf('key'))),
  ])
  const names = new Map<string, string>([
    ...persons.map(({ id, name }) => [`person:${id}`, name || somebody] as const),
    ...keys.map(({ id, name }) => [`key:${id}`, `the key “${name}”`] as const),
    ['clock', 'the clock'],
    ['system', 'Candor'],
    ['stranger', 'a visitor'],
  ])
  return (ref) => names.get(ref) ?? somebody
}
