import { and, isNull } from 'drizzle-orm'
import { claims, type components } from '../../db/schema.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { namesOf, standingComponents } from './homeRows.ts'
import { reachOf } from './manageReach.ts'
import { readPage } from './pageView.ts'
import { type Stance, stanceOf } from './words.ts'

export type ComponentLine = {
  id: string
  name: string
  description: string | undefined
  isGroup: boolean
  state: ComponentState
  stance: Stance
  /** "set by hand", "incident: Checkout is slow"; empty when it works. */
  because: string
  first: boolean
  last: boolean
  members: ComponentLine[]
}

/** Every component in the page's order, members inside their groups. */
export async function readComponentTree(ctx: Context): Promise<ComponentLine[]> {
  const [rows, shown, open] = await Promise.all([
    standingComponents(ctx.db.read),
    shownStates(ctx.db.read),
    openClaims(ctx),
  ])
  const names = await namesOf(
    ctx.db.read,
    open.map(({ causeId }) => causeId),
  )
  const lines = (groupId: string | null): ComponentLine[] => {
    const theirs = rows.filter((row) => row.groupId === groupId).sort((a, b) => a.position - b.position)
    return theirs.map((row, index) => {
      const state = shown.get(row.id) ?? 'operational'
      return {
        id: row.id,
        name: row.name,
        description: row.description ?? undefined,
        isGroup: row.isGroup,
        state,
        stance: stanceOf(state),
        because: reasonOf(
          open.find((claim) => claim.componentId === row.id && claim.state === state),
          names,
        ),
        first: index === 0,
        last: index === theirs.length - 1,
        members: row.isGroup ? lines(row.id) : [],
      }
    })
  }
  return lines(null)
}

type Open = { componentId: string; state: ComponentState; cause: string; causeId: string }

function openClaims(ctx: Context): Promise<Open[]> {
  const { componentId, state, cause, causeId } = claims
  return ctx.db.read
    .select({ componentId, state, cause, causeId })
    .from(claims)
    .where(and(isNull(claims.endedAt), isNull(claims.replacedAt)))
}

function reasonOf(claim: Open | undefined, names: Map<string, { name: string }>): string {
  if (!claim) return ''
  return claim.cause === 'hand' ? 'set by hand' : (names.get(claim.causeId)?.name ?? '')
}

export type ComponentDesk = {
  row: typeof components.$inferSelect
  groups: { id: string; name: string }[]
  state: ComponentState
  stance: Stance
  /** What was set by hand; other causes stay whatever the hand says. */
  byHand: ComponentState
  others: string[]
  /** How many would hear of a change, if it were told: those who want to hear only of outages among them. */
  followers: number
  members: number
  zone: string
}

/** One component or group with what may be changed about it. @throws missing */
export async function readComponentDesk(ctx: Context, id: string): Promise<ComponentDesk> {
  const { page } = await readPage(ctx)
  const [rows, shown, open] = await Promise.all([
    standingComponents(ctx.db.read),
    shownStates(ctx.db.read),
    openClaims(ctx),
  ])
  const row = rows.find((one) => one.id === id)
  if (!row) throw missing('component')
  const own = open.filter((claim) => claim.componentId === id)
  const names = await namesOf(
    ctx.db.read,
    own.map(({ causeId }) => causeId),
  )
  const state = shown.get(id) ?? 'operational'
  const change = { hearing: 'incidents', milestone: true, states: ['major_outage'] } as const
  return {
    row,
    groups: rows.filter((one) => one.isGroup).map(({ id, name }) => ({ id, name })),
    state,
    stance: stanceOf(state),
    byHand: own.find(({ cause }) => cause === 'hand')?.state ?? 'operational',
    others: own.filter(({ cause }) => cause !== 'hand').map(({ causeId }) => names.get(causeId)?.name ?? ''),
    followers: (await reachOf(ctx, { ...change, components: [id] })).total,
    members: rows.filter((one) => one.groupId === id).length,
    zone: page.timeZone,
  }
}
