import { page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { conflict, Problem } from '../context/problems.ts'
import { commit } from '../events/commit.ts'

/** What a page is called until somebody says better. */
export const defaultName = 'Status'

export type NewPage = {
  id?: string | undefined
  name?: string | undefined
  timeZone?: string | undefined
  about?: string
}

/**
 * Makes the page's own row, once: of two starts at once on an empty database, one makes it.
 * @returns whether it was we who made it
 */
export async function seedPage(ctx: Context, given: NewPage = {}): Promise<boolean> {
  if ((await ctx.db.read.select().from(page)).length > 0) return false
  const row = {
    id: given.id ?? newId(),
    name: given.name || defaultName,
    url: ctx.config.publicUrl,
    timeZone: given.timeZone ?? 'UTC',
    about: given.about ?? null,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  }
  try {
    await commit(ctx, {}, async (tx, record) => {
      if ((await tx.select().from(page)).length > 0) throw conflict('page-exists', 'The page was made meanwhile.')
      await tx.insert(page).values(row)
      await record({
        kind: 'page.configured',
        subject: row.id,
        after: { name: row.name, timeZone: row.timeZone },
        audience: 'public',
      })
      return row.id
    })
    return true
  } catch (error) {
    if (error instanceof Problem && error.slug === 'page-exists') return false
    throw error
  }
}
