import { and, asc, eq, gte, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/open.ts'
import { claims } from '../../db/schema.ts'
import { type Cause, type ComponentState, rankOf } from '../../db/vocabulary.ts'

export type Claim = typeof claims.$inferSelect
/** Why a component is in a state: an incident, a maintenance, an alert or a hand, by its id. */
export type Because = { cause: Cause; causeId: string }

/**
 * Makes a cause's claim on one component say `state` from `at` on: the open claim is closed, a worse-than-operational one opened.
 * Claims of other causes are not touched: resolving A never turns green what B still breaks.
 */
export async function claimState(
  tx: Tx,
  because: Because,
  componentId: string,
  state: ComponentState,
  at: Date,
  now: Date,
): Promise<void> {
  const [open] = await tx
    .select()
    .from(claims)
    .where(and(openClaims(because), eq(claims.componentId, componentId)))
  if (open?.state === state) return
  if (open) await endClaim(tx, open, at)
  if (state === 'operational') return
  await tx.insert(claims).values({ componentId, state, ...because, beganAt: at, createdAt: now })
}

/** Ends every open claim of a cause: what resolving an incident or completing a maintenance does. */
export async function endClaims(tx: Tx, because: Because, at: Date): Promise<void> {
  for (const open of await tx.select().from(claims).where(openClaims(because))) await endClaim(tx, open, at)
}

/** A claim never ends before it began, whatever the clock did. */
async function endClaim(tx: Tx, open: Claim, at: Date): Promise<void> {
  const endedAt = at < open.beganAt ? open.beganAt : at
  await tx.update(claims).set({ endedAt }).where(eq(claims.id, open.id))
}

/** What a cause says of each component right now. */
export async function claimedStates(
  reader: Pick<Reader, 'select'>,
  because: Because,
): Promise<Map<string, ComponentState>> {
  const open = await reader.select().from(claims).where(openClaims(because))
  return new Map(open.map((claim) => [claim.componentId, claim.state]))
}

/** The state to show for each component with an open claim: the worst of them. Components that are missing are operational. */
export async function shownStates(reader: Pick<Reader, 'select'>): Promise<Map<string, ComponentState>> {
  const shown = new Map<string, ComponentState>()
  const open = await reader
    .select({ componentId: claims.componentId, state: claims.state })
    .from(claims)
    .where(and(isNull(claims.endedAt), isNull(claims.replacedAt)))
  for (const { componentId, state } of open)
    if (rankOf(state) > rankOf(shown.get(componentId) ?? 'operational')) shown.set(componentId, state)
  return shown
}

/** The claims that touch a span of time, oldest first; replaced ones are left out. */
export async function claimsBetween(
  reader: Pick<Reader, 'select'>,
  from: Date,
  to: Date,
  componentIds?: string[],
): Promise<Claim[]> {
  return reader
    .select()
    .from(claims)
    .where(
      and(
        isNull(claims.replacedAt),
        lt(claims.beganAt, to),
        or(isNull(claims.endedAt), gte(claims.endedAt, from)),
        componentIds ? inArray(claims.componentId, componentIds) : undefined,
      ),
    )
    .orderBy(asc(claims.beganAt), asc(claims.id))
}

function openClaims({ cause, causeId }: Because) {
  return and(eq(claims.cause, cause), eq(claims.causeId, causeId), isNull(claims.endedAt), isNull(claims.replacedAt))
}
