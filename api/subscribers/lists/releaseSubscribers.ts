import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { valid } from '../../context/valid.ts'
import { commitIfNew } from '../../events/commitIfNew.ts'

export const ReleaseSubscribers = z.object({
  /** Whom to write to again; all who cannot be reached without it. */
  ids: z
    .array(z.string().regex(/^\d{1,15}$/, 'This is not a subscriber.'))
    .min(1, 'Choose at least one.')
    .max(500)
    .optional(),
})

const atOnce = 200

/**
 * Writes again to subscribers whose addresses refused mail: the trouble was elsewhere, or is over. Who was paused stays so,
 * and who never confirmed is not told anything before they do.
 * @returns how many are written to again; whoever can be reached anyway, or is gone, is not counted
 */
export async function releaseSubscribers(
  ctx: Context,
  input: z.input<typeof ReleaseSubscribers> = {},
): Promise<number> {
  requireAdministrator(ctx)
  const { ids } = valid(ReleaseSubscribers, input)
  if (ids) return releaseSome(ctx, ids.map(Number))
  let released = 0
  for (let some = await quarantined(ctx); some.length > 0; some = await quarantined(ctx)) {
    const count = await releaseSome(ctx, some)
    if (count === 0) break
    released += count
  }
  return released
}

async function quarantined(ctx: Context): Promise<number[]> {
  const rows = await ctx.db.read.all<{ id: number }>(
    sql`select id from subscribers where state = 'suppressed' order by id limit ${atOnce}`,
  )
  return rows.map(({ id }) => id)
}

async function releaseSome(ctx: Context, ids: number[]): Promise<number> {
  const now = ctx.now().getTime()
  const done = await commitIfNew(ctx, async (tx, record) => {
    const released = await tx.all<{ id: number }>(sql`
      update subscribers set
        state = case when confirmed_at is null then 'pending' when paused_until > ${now} then 'paused' else 'active' end,
        asked_at = case when confirmed_at is null then ${now} else asked_at end,
        suppressed_at = null, suppressed_for = null, failures = 0, failing_since = null, warned_at = null
      where state = 'suppressed' and id in (select value from json_each(${JSON.stringify(ids)})) returning id`)
    for (const { id } of released)
      await record({ kind: 'subscriber.reactivated', subject: String(id), audience: 'internal' })
    return released.length > 0 ? String(released.length) : undefined
  })
  return Number(done ?? 0)
}
