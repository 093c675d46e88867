import { claimsBetween } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import type { Day } from '../context/zones.ts'
import type { Cause } from './bars.ts'
import { type Figures, figuresOf, type Measured, type Unrecorded } from './figures.ts'
import { namesOf, stateless } from './homeRows.ts'
import type { Times } from './times.ts'

/** Bars and figures of some days in a row, from claims alone. */
export async function measure(
  ctx: Context,
  leaves: readonly Measured[],
  days: readonly Day[],
  times: Times,
): Promise<Map<string, Figures>> {
  const since = (days[0] as Day).from
  // A state that began this very millisecond counts as begun.
  const now = new Date(+ctx.now() + 1)
  const [claims, silent] = await Promise.all([
    claimsBetween(
      ctx.db.read,
      since,
      now,
      leaves.map(({ id }) => id),
    ),
    stateless(ctx.db.read, since),
  ])
  const told = [
    ...new Set(
      claims.filter(({ cause }) => cause === 'incident' || cause === 'maintenance').map(({ causeId }) => causeId),
    ),
  ]
  const names = await namesOf(ctx.db.read, told)
  const causeOf = ({ causeId }: { causeId: string }): Cause => {
    const known = names.get(causeId)
    if (!known) return { name: '', href: undefined, planned: false }
    return { name: known.name, href: `/incidents/${causeId}`, planned: known.kind === 'maintenance', ...laterOf(known) }
  }
  return figuresOf(leaves, claims, unrecordedOf(silent, days, times), days, now, causeOf)
}

const laterOf = ({ backfilledAt }: { backfilledAt: Date | null }) => (backfilledAt ? { later: true } : {})

type Silent = Awaited<ReturnType<typeof stateless>>[number]

function unrecordedOf(silent: Silent[], days: readonly Day[], times: Times): Unrecorded {
  const found: Unrecorded = new Map()
  for (const { id, name, componentId, startedAt, resolvedAt, backfilledAt } of silent) {
    const cause = { name, href: `/incidents/${id}`, planned: false, ...laterOf({ backfilledAt }) }
    const first = times.dayKey(startedAt)
    const last = times.dayKey(resolvedAt && resolvedAt > startedAt ? resolvedAt : startedAt)
    const theirs = found.get(componentId) ?? new Map<string, Cause[]>()
    found.set(componentId, theirs)
    for (const { day } of days) if (first <= day && day <= last) theirs.set(day, [...(theirs.get(day) ?? []), cause])
  }
  return found
}
