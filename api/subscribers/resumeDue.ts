import { and, eq, isNull, lte } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due, subscribers } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { type Due, dismiss, once } from '../events/once.ts'

/**
 * A pause is over, and mail goes out again. For the clock.
 * @returns false when another process was first, or when there is no pause to end any more
 */
export async function resumeDue(ctx: Context, task: Due): Promise<boolean> {
  const paused = and(
    eq(subscribers.id, Number(task.subject)),
    eq(subscribers.state, 'paused'),
    lte(subscribers.pausedUntil, ctx.now()),
  )
  const done = await once(ctx, task, async (tx, record) => {
    const resumed = await tx.update(subscribers).set({ state: 'active', pausedUntil: null }).where(paused).returning()
    if (resumed.length === 0) return undefined
    await record({ kind: 'subscriber.resumed', subject: task.subject, audience: 'internal' })
    return task.subject
  })
  // They left, came back earlier, or were deleted.
  if (!done) await dismiss(ctx, task)
  return done
}

/** Asks the clock to end a pause. */
export async function askToResume(tx: Tx, subject: string, at: Date): Promise<void> {
  await tx
    .insert(due)
    .values({ kind: 'subscriber.resume', subject, at })
    .onConflictDoUpdate({ target: [due.kind, due.subject, due.at], set: { doneAt: null } })
}

/** What the clock was asked for a pause is no longer wanted. */
export async function dismissResume(tx: Tx, ctx: Context, subject: string): Promise<void> {
  const asked = and(eq(due.kind, 'subscriber.resume'), eq(due.subject, subject), isNull(due.doneAt))
  await tx.update(due).set({ doneAt: ctx.now() }).where(asked)
}
