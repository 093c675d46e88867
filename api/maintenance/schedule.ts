import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { due } from '../../db/schema.ts'
import type { DueKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'

type Plan = { incidentId: string; scheduledFor: Date; scheduledUntil: Date; autoBegin: boolean; autoComplete: boolean }

/** Asks the clock to begin and complete a maintenance at its times. */
export async function askClock(tx: Tx, plan: Plan): Promise<void> {
  const ask = (kind: 'maintenance.begin' | 'maintenance.complete', at: Date) =>
    tx
      .insert(due)
      .values({ kind, subject: plan.incidentId, at })
      .onConflictDoUpdate({ target: [due.kind, due.subject, due.at], set: { doneAt: null } })
  if (plan.autoBegin) await ask('maintenance.begin', plan.scheduledFor)
  if (plan.autoComplete) await ask('maintenance.complete', plan.scheduledUntil)
}

/** What the clock was asked for a maintenance is no longer wanted. */
export async function dismissClock(
  tx: Tx,
  ctx: Context,
  incidentId: string,
  kinds: DueKind[] = ['maintenance.begin', 'maintenance.complete'],
): Promise<void> {
  await tx
    .update(due)
    .set({ doneAt: ctx.now() })
    .where(and(eq(due.subject, incidentId), inArray(due.kind, kinds), isNull(due.doneAt)))
}
