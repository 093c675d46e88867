import type { Context } from '../context/context.ts'
import type { Breaker } from './breaker.ts'
import type { Channel, Leased } from './channel.ts'
import type { Culprits } from './culprits.ts'
import { giveBack, lease, renew } from './lease.ts'
import type { Pace } from './pace.ts'
import type { Recorder } from './record.ts'

/** What one channel's delivery has before it. */
export type Desk = {
  ctx: Context
  channel: Channel
  /** Names this process and no other. */
  owner: string
  breaker: Breaker
  culprits: Culprits
  recorder: Recorder
  pace: Pace
  /** Leased and not yet tried. */
  hand: Leased[]
  /** Being tried. */
  flying: Set<Leased>
  /** Everything leased whose result is not recorded yet. Only these are renewed, so whatever slips away comes free by itself. */
  held: Map<number, Leased>
  tickAt: Date
  /** When the hand was filled to the brim (performance.now), 0 when it was not. */
  filledAt: number
  /** Nothing more was found; looked at again when something happens. */
  dry: boolean
  refilling?: Promise<void> | undefined
  preparing?: Promise<void> | undefined
  stopping: boolean
}

/** Whether the hand need not be filled up now. */
export function stocked({ hand, pace, dry, refilling }: Desk): boolean {
  return dry || refilling !== undefined || hand.length > pace.size() / 2
}

/** Leases another handful while the last one is worked off. @param then goes on with it */
export function refill(desk: Desk, then: (desk: Desk) => void): Promise<void> {
  desk.refilling = takeMore(desk)
    .catch((error) => {
      desk.dry = true
      desk.ctx.log.error({ err: error, channel: desk.channel.kind }, 'delivery stumbled; going on')
    })
    .finally(() => {
      desk.refilling = undefined
      then(desk)
    })
  return desk.refilling
}

async function takeMore(desk: Desk) {
  const { ctx, channel, owner, pace, hand, held } = desk
  if (desk.filledAt > 0) pace.took(performance.now() - desk.filledAt)
  const most = pace.size()
  const taken = await lease(ctx, channel.kind, owner, most)
  for (const delivery of taken) held.set(delivery.id, delivery)
  desk.filledAt = taken.length === most ? performance.now() : 0
  desk.dry = taken.length < most
  try {
    await channel.prepare?.(taken)
  } finally {
    // Prepared or not: what is held and in no hand would be renewed for ever, and never sent.
    hand.push(...taken)
    if (hand.length > taken.length) hand.sort((a, b) => a.rank - b.rank || b.eventId - a.eventId)
  }
}

/** Something was committed: who is in the hand may have left. Nothing is sent before that was looked at. */
export function stale(desk: Desk, then: (desk: Desk) => void): void {
  const { ctx, channel, hand } = desk
  if (!channel.prepare || hand.length === 0 || desk.preparing) return
  desk.preparing = channel
    .prepare(hand)
    .catch((error) => ctx.log.error({ err: error, channel: channel.kind }, 'recipients could not be looked at'))
    .finally(() => {
      desk.preparing = undefined
      then(desk)
    })
}

/** Gives back what was not tried. */
export async function dropHand({ ctx, owner, hand, held }: Desk): Promise<void> {
  const rest = hand.splice(0)
  for (const { id } of rest) held.delete(id)
  await giveBack(ctx, owner, rest).catch((error) => ctx.log.error({ err: error }, 'leases could not be given back'))
}

/** Keeps what is held for another while; what is ours no more is not sent. */
export async function renewAll({ ctx, channel, owner, held }: Desk): Promise<void> {
  try {
    const asked = [...held.values()]
    const { ids, until } = await renew(
      ctx,
      channel.kind,
      owner,
      asked.map(({ id }) => id),
    )
    for (const delivery of asked) {
      delivery.leaseUntil = ids.has(delivery.id) ? until : 0
      if (delivery.leaseUntil === 0 && held.get(delivery.id) === delivery) held.delete(delivery.id)
    }
  } catch (error) {
    ctx.log.error({ err: error }, 'leases could not be renewed')
  }
}
