import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { suppressSubscriber } from '../subscribers/suppressSubscriber.ts'
import { type Bell, newBell } from './bell.ts'
import { type Breaker, newBreaker } from './breaker.ts'
import type { Channel, Leased, Outcome } from './channel.ts'
import { giveBack, lease, renew, renewEvery } from './lease.ts'
import { newPace, type Pace } from './pace.ts'
import { newRecorder, type Recorder } from './record.ts'
import type { Result } from './settle.ts'

/** How often it looks without being woken (milliseconds). */
const tick = 1000

/** How long a stop waits for what is under way (milliseconds); supervisors kill after ten seconds. */
const farewell = 7000

export type Deliverer = {
  wake(): void
  stop(): Promise<void>
  lastTickAt(): Date
  /** When the server is tried again, while it does not work. */
  pausedUntil(): Date | undefined
}

type Desk = {
  ctx: Context
  channel: Channel
  /** Names this process and no other. */
  owner: string
  bell: Bell
  breaker: Breaker
  recorder: Recorder
  pace: Pace
  /** Leased and not yet tried. */
  hand: Leased[]
  flying: Set<Leased>
  tickAt: Date
  /** When the hand was filled to the brim (performance.now), 0 when it was not. */
  filledAt: number
  stopping: boolean
}

/** Delivers for one channel until it is stopped: takes a few, sends as many at once as there are connections, records. */
export function startDeliverer(ctx: Context, channel: Channel): Deliverer {
  const desk = newDesk(ctx, channel)
  const renewing = setInterval(() => void renewAll(desk), renewEvery)
  const running = run(desk)
  return {
    wake: desk.bell.ring,
    lastTickAt: () => desk.tickAt,
    pausedUntil: () => {
      const at = desk.breaker.opensAt()
      return at === undefined ? undefined : new Date(at)
    },
    async stop() {
      desk.stopping = true
      desk.bell.ring()
      await running
      await close(desk)
      clearInterval(renewing)
    },
  }
}

function newDesk(ctx: Context, channel: Channel): Desk {
  const bell = newBell()
  return {
    ctx,
    channel,
    owner: `${hostname()}:${process.pid}:${newId()}`,
    bell,
    breaker: newBreaker(ctx.now),
    recorder: newRecorder(ctx, channel.kind, async (results) => {
      bell.ring()
      await suppressGone(ctx, results)
    }),
    // About a quarter of a second's work, so that news and mail for one person never wait long behind the hand.
    pace: newPace({ first: channel.connections, least: channel.connections, most: 500, aim: 250 }),
    hand: [],
    flying: new Set(),
    tickAt: ctx.now(),
    filledAt: 0,
    stopping: false,
  }
}

async function run(desk: Desk) {
  while (!desk.stopping) {
    desk.tickAt = desk.ctx.now()
    try {
      if (!(await sendOne(desk))) await desk.bell.wait(tick)
    } catch (error) {
      desk.ctx.log.error({ err: error, channel: desk.channel.kind }, 'delivery stumbled; going on')
      await desk.bell.wait(tick)
    }
  }
}

async function sendOne(desk: Desk): Promise<boolean> {
  const { ctx, owner, hand, flying, breaker, recorder, channel } = desk
  const allowed = breaker.allows(channel.connections)
  if (allowed === 0) await giveBack(ctx, owner, hand.splice(0))
  if (flying.size >= allowed || !recorder.hasRoom()) return false
  if (hand.length === 0) await refill(desk)
  const next = hand.shift()
  if (next) void attempt(desk, next)
  return next !== undefined
}

async function refill(desk: Desk) {
  const { ctx, channel, owner, pace, hand } = desk
  if (desk.filledAt > 0) pace.took(performance.now() - desk.filledAt)
  const most = pace.size()
  hand.push(...(await lease(ctx, channel.kind, owner, most)))
  desk.filledAt = hand.length === most ? performance.now() : 0
}

async function attempt({ ctx, channel, breaker, recorder, flying, bell }: Desk, delivery: Leased) {
  // A process that slept through its lease must not send what another has taken over.
  if (delivery.leaseUntil <= ctx.now().getTime()) return
  flying.add(delivery)
  const outcome = await outcomeOf(ctx, channel, delivery)
  breaker.note(outcome.kind)
  recorder.add({ delivery, outcome })
  flying.delete(delivery)
  bell.ring()
}

async function outcomeOf(ctx: Context, channel: Channel, delivery: Leased): Promise<Outcome> {
  try {
    return await channel.send(delivery)
  } catch (error) {
    ctx.log.error({ err: error, delivery: delivery.id }, 'a delivery could not be made')
    return { kind: 'later', answer: 'an error of our own' }
  }
}

async function suppressGone(ctx: Context, results: Result[]) {
  for (const { delivery, outcome } of results)
    if (outcome.kind === 'gone')
      await suppressSubscriber(ctx, delivery.recipientId, outcome.answer).catch((error) =>
        ctx.log.error({ err: error, subscriber: delivery.recipientId }, 'an address could not be suppressed'),
      )
}

async function renewAll({ ctx, channel, owner, hand, flying }: Desk) {
  try {
    const { ids, until } = await renew(ctx, channel.kind, owner)
    for (const delivery of [...hand, ...flying]) delivery.leaseUntil = ids.has(delivery.id) ? until : 0
  } catch (error) {
    ctx.log.error({ err: error }, 'leases could not be renewed')
  }
}

/** Waits for what is under way, gives back the rest, records everything. */
async function close({ ctx, channel, owner, hand, flying, recorder }: Desk) {
  const landed = await within(farewell, landing(flying))
  await giveBack(ctx, owner, hand.splice(0))
  await channel.close(!landed)
  await within(1000, landing(flying))
  await within(2000, recorder.flush())
}

async function landing(flying: Set<unknown>) {
  while (flying.size > 0) await sleep(10)
}

async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController()
  const done = await Promise.race([work.then(() => true), sleep(ms, false, { signal: late.signal }).catch(() => false)])
  late.abort()
  return done
}
