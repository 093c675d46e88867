import type { ComponentState, Impact } from '../../db/vocabulary.ts'
import type { Claim } from '../components/claims.ts'
import { impactOf, worseImpact } from '../components/rollup.ts'

/**
 * The worst impact that an incident reached: the page's table over its components, at every instant at which a claim changed.
 * @param claims its claims, replaced ones left out; what they do not cover is operational
 * @param componentIds every component ever attached
 */
export function impactReached(claims: readonly Claim[], componentIds: readonly string[]): Impact {
  let worst: Impact = 'none'
  for (const at of new Set(claims.map((claim) => +claim.beganAt)))
    worst = worseImpact(worst, impactOf(statesAt(claims, componentIds, at)))
  return worst
}

function statesAt(claims: readonly Claim[], componentIds: readonly string[], at: number): ComponentState[] {
  const all = new Set([...componentIds, ...claims.map((claim) => claim.componentId)])
  return [...all].map(
    (id) => claims.find((claim) => claim.componentId === id && covers(claim, at))?.state ?? 'operational',
  )
}

/** A claim that began and ended in one instant was still reached in it. */
function covers(claim: Claim, at: number): boolean {
  if (+claim.beganAt > at) return false
  return claim.endedAt === null || +claim.endedAt > at || (+claim.endedAt === at && +claim.beganAt === at)
}
