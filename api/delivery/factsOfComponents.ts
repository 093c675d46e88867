import { inArray } from 'drizzle-orm'
import { components } from '../../db/schema.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import { componentsChanged } from '../../emails/componentsChanged.ts'
import type { Asked, Write } from './post.ts'

/** What a hand set, and what the page shows since: an incident may say worse of the same component. */
type Claimed = { state?: ComponentState; shown?: ComponentState }

/** What is to be told of components whose state somebody set by hand. */
export async function factsOfComponents({ ctx, event, page, voice }: Asked): Promise<Write | undefined> {
  const { components: ids = [], ...after } = event.after as Claimed & { components?: string[] }
  const before = event.before as Claimed | null
  const rows = await ctx.db.read
    .select({ name: components.name })
    .from(components)
    .where(inArray(components.id, ids))
    .orderBy(components.position, components.id)
  const state = after.shown ?? after.state ?? 'operational'
  const changes = rows.map(({ name }) => ({ name, before: before?.shown ?? before?.state ?? 'operational', state }))
  if (changes.length === 0) return undefined
  return (personal) => componentsChanged(voice, { page, at: event.at, changes }, personal)
}
