import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due, page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { dayOf, instantOf, nextDay } from '../context/zones.ts'
import { commit } from './commit.ts'
import { type Due, once } from './once.ts'

/** Midnight in the page's zone: bars move by a day, so the public version moves too. Asks for the next one. */
export async function beginDay(ctx: Context, task: Due): Promise<boolean> {
  return once(ctx, task, async (tx, record) => {
    const day = await askForMidnight(tx, ctx)
    await record({ kind: 'page.dayBegan', subject: task.subject, after: { next: day }, audience: 'public' })
    return task.subject
  })
}

/** Asks the clock for the next midnight, unless it has been asked. Called at start, and after the zone changed. */
export async function ensureMidnight(ctx: Context): Promise<void> {
  const [own] = await ctx.db.read.select().from(page)
  const [asked] = await ctx.db.read
    .select()
    .from(due)
    .where(and(eq(due.kind, 'day'), isNull(due.doneAt)))
  if (!own || asked) return
  await commit(ctx, {}, async (tx, record) => {
    const next = await askForMidnight(tx, ctx)
    await record({ kind: 'page.dayBegan', subject: own.id, after: { next }, audience: 'internal' })
    return own.id
  })
}

/** The zone has changed: the midnight that was asked for is not the page's any more. */
export async function moveMidnight(tx: Tx, ctx: Context): Promise<void> {
  await tx
    .update(due)
    .set({ doneAt: ctx.now() })
    .where(and(eq(due.kind, 'day'), isNull(due.doneAt)))
  await askForMidnight(tx, ctx)
}

async function askForMidnight(tx: Tx, ctx: Context): Promise<string> {
  const [own] = await tx.select().from(page)
  const zone = own?.timeZone ?? 'Etc/UTC'
  const next = nextDay(dayOf(ctx.now(), zone))
  await tx
    .insert(due)
    .values({ kind: 'day', subject: own?.id ?? 'page', at: instantOf(next, zone) })
    .onConflictDoNothing()
  return next
}
