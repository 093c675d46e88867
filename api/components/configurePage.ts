import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { page } from '../../db/schema.ts'
import { languages } from '../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { moveMidnight } from '../events/beginDay.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { name, remark, zone } from './fields.ts'

const link = z.url({ protocol: /^https?$/, error: 'This must be an address like https://example.org/help.' }).max(500)

export const ConfigurePage = z.object({
  name: name.max(80, 'The name may have at most 80 characters.').optional(),
  timeZone: zone.optional(),
  /** The one on the plain paths, and of texts for which nobody says another. */
  language: z.enum(languages, `Languages are ${languages.join(', ')}.`).optional(),
  about: remark.optional(),
  supportUrl: z.union([link, z.literal('').transform(() => null), z.null()]).optional(),
  /** Asks search engines to leave the whole page out. */
  noindex: z.boolean().optional(),
  /** Updates that wait while a newer one goes out are left out of mails; the page has them all. */
  collapseUpdates: z.boolean().optional(),
})

/**
 * Changes the page's own settings; what is not given stays as it is.
 * @returns the page's id
 * @throws invalid with a sentence per field
 */
export async function configurePage(
  ctx: Context,
  input: z.input<typeof ConfigurePage>,
  key?: IdempotencyKey,
): Promise<string> {
  requireAdministrator(ctx)
  const change = valid(ConfigurePage, input)
  return commit(ctx, { key }, async (tx, record) => {
    const [before] = await tx.select().from(page)
    if (!before) throw missing('page')
    const given = Object.fromEntries(Object.entries(change).filter(([field]) => field in input))
    await tx
      .update(page)
      .set({ ...given, updatedAt: ctx.now() })
      .where(eq(page.id, before.id))
    if ('timeZone' in given) await moveMidnight(tx, ctx)
    const was = Object.fromEntries(Object.keys(given).map((field) => [field, before[field as keyof typeof before]]))
    const shown = Object.keys(given).some((field) => !unseen.has(field) && was[field] !== given[field])
    const audience = shown ? 'public' : 'internal'
    await record({ kind: 'page.configured', subject: before.id, before: was, after: given, audience })
    return before.id
  })
}

/** What no reader of the page can see: a change of it alone moves nothing public. */
const unseen: ReadonlySet<string> = new Set(['collapseUpdates'] satisfies (keyof z.input<typeof ConfigurePage>)[])
