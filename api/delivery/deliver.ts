import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { newBreaker } from './breaker.ts'
import type { Channel, Leased, Outcome } from './channel.ts'
import { newCulprits } from './culprits.ts'
import { type Desk, dropHand, refill, renewAll, stale, stocked } from './desk.ts'
import { renewEvery } from './lease.ts'
import { newPace } from './pace.ts'
import { mostUnrecorded, newRecorder } from './record.ts'
import { within } from './within.ts'

/** How often it looks without being woken (milliseconds). */
const tick = 1000

/** How long a stop waits for what is under way (milliseconds); we are killed ten seconds after we were asked to end. */
const farewell = 5000

export type Deliverer = {
  /** There is more to deliver. */
  look(): void
  /** Something was committed: who is about to be told may have left. */
  wake(): void
  stop(): Promise<void>
  lastTickAt(): Date
  /** When the server is tried again, while it does not work. */
  pausedUntil(): Date | undefined
}

/** Delivers for one channel until it is stopped: takes a few, sends as many at once as there are connections, records. */
export function startDeliverer(ctx: Context, channel: Channel): Deliverer {
  const desk = newDesk(ctx, channel)
  const look = () => {
    desk.tickAt = ctx.now()
    desk.dry = false
    pump(desk)
  }
  const timers = [setInterval(look, tick), setInterval(() => void renewAll(desk), renewEvery)]
  setImmediate(look)
  return {
    look,
    wake() {
      stale(desk, pump)
      look()
    },
    lastTickAt: () => desk.tickAt,
    pausedUntil: () => {
      const at = desk.breaker.opensAt()
      return at === undefined ? undefined : new Date(at)
    },
    async stop() {
      desk.stopping = true
      await close(desk)
      for (const timer of timers) clearInterval(timer)
    },
  }
}

function newDesk(ctx: Context, channel: Channel): Desk {
  const desk: Desk = {
    ctx,
    channel,
    owner: `${hostname()}:${process.pid}:${newId()}`,
    breaker: newBreaker(ctx.now),
    culprits: newCulprits(),
    recorder: newRecorder(ctx, channel, (results) => {
      for (const { delivery } of results) desk.held.delete(delivery.id)
      pump(desk)
    }),
    // About a quarter of a second's work, so that news and mail for one person never wait long behind the hand.
    pace: newPace({ first: channel.connections * 4, least: channel.connections, most: 1000, aim: 250 }),
    hand: [],
    flying: new Set(),
    held: new Map(),
    tickAt: ctx.now(),
    filledAt: 0,
    dry: false,
    stopping: false,
  }
  return desk
}

/** Starts what may be started now. Called again by everything that makes room: a result, a record, a refill, a tick. */
function pump(desk: Desk) {
  const { hand, breaker, channel } = desk
  if (desk.stopping) return
  const allowed = breaker.allows(channel.takes ?? channel.connections)
  if (allowed === 0) return void dropHand(desk)
  if (!stocked(desk)) void refill(desk, pump)
  while (hasRoom(desk, allowed) && hand.length > 0 && !desk.preparing) void attempt(desk, hand.shift() as Leased)
}

/** What was handed over and is not recorded is the bound on repeats, however much of it waits for a connection. */
function hasRoom({ flying, recorder, channel }: Desk, allowed: number): boolean {
  const unrecorded = recorder.unrecorded()
  return (
    flying.size < allowed &&
    unrecorded < mostUnrecorded &&
    flying.size + unrecorded < channel.connections + mostUnrecorded
  )
}

async function attempt(desk: Desk, delivery: Leased) {
  const { ctx, channel, recorder, flying } = desk
  // A process that slept through its lease must not send what another has taken over.
  if (delivery.leaseUntil <= ctx.now().getTime()) return void desk.held.delete(delivery.id)
  flying.add(delivery)
  const outcome = desk.culprits.judge(delivery, await outcomeOf(ctx, channel, delivery))
  noteServer(desk, outcome)
  recorder.add({ delivery, outcome })
  flying.delete(delivery)
  pump(desk)
}

async function outcomeOf(ctx: Context, channel: Channel, delivery: Leased): Promise<Outcome> {
  try {
    return await channel.send(delivery)
  } catch (error) {
    ctx.log.error({ err: error, delivery: delivery.id }, 'a delivery could not be made')
    return { kind: 'later', answer: 'an error of our own' }
  }
}

/** Whoever runs the page must hear that the mail server does not work; once for each pause. */
function noteServer({ ctx, channel, breaker }: Desk, outcome: Outcome) {
  const before = breaker.opensAt()
  breaker.note(outcome.kind)
  const next = breaker.opensAt()
  if (next === before) return
  const { kind } = channel
  if (next === undefined) ctx.log.info({ channel: kind }, 'the server takes mail again')
  else
    ctx.log.warn({ channel: kind, answer: outcome.answer, next: new Date(next) }, 'the server fails; deliveries wait')
}

/** Waits for what is under way, gives back the rest, records everything. */
async function close(desk: Desk) {
  const { channel, flying, recorder } = desk
  const landed = await within(farewell, landing(flying))
  await desk.refilling
  await dropHand(desk)
  await channel.close(!landed)
  await within(500, landing(flying))
  await within(2000, recorder.flush())
}

async function landing(flying: Set<unknown>) {
  while (flying.size > 0) await sleep(10)
}
