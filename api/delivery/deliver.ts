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
import { within } from './within.ts'

/** How often it looks without being woken (milliseconds). */
const tick = 1000

/** How long a stop waits for what is under way (milliseconds); we are killed ten seconds after we were asked to end. */
const farewell = 5000

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
  /** Being tried. */
  flying: Set<Leased>
  /** Everything leased whose result is not recorded yet. Only these are renewed, so whatever slips away comes free by itself. */
  held: Map<number, Leased>
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
  const held = new Map<number, Leased>()
  return {
    ctx,
    channel,
    owner: `${hostname()}:${process.pid}:${newId()}`,
    bell,
    breaker: newBreaker(ctx.now),
    recorder: newRecorder(ctx, channel.kind, async (results) => {
      for (const { delivery } of results) held.delete(delivery.id)
      bell.ring()
      await suppressGone(ctx, results)
    }),
    // About a quarter of a second's work, so that news and mail for one person never wait long behind the hand.
    pace: newPace({ first: channel.connections, least: channel.connections, most: 500, aim: 250 }),
    hand: [],
    flying: new Set(),
    held,
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
  const { hand, flying, breaker, recorder, channel } = desk
  const allowed = breaker.allows(channel.connections)
  if (allowed === 0) await returnHand(desk)
  if (flying.size >= allowed || !recorder.hasRoom()) return false
  if (hand.length === 0) await refill(desk)
  const next = hand.shift()
  if (next) void attempt(desk, next)
  return next !== undefined
}

async function refill(desk: Desk) {
  const { ctx, channel, owner, pace, hand, held } = desk
  if (desk.filledAt > 0) pace.took(performance.now() - desk.filledAt)
  const most = pace.size()
  hand.push(...(await lease(ctx, channel.kind, owner, most)))
  for (const delivery of hand) held.set(delivery.id, delivery)
  desk.filledAt = hand.length === most ? performance.now() : 0
}

async function returnHand({ ctx, owner, hand, held }: Desk) {
  const rest = hand.splice(0)
  for (const { id } of rest) held.delete(id)
  await giveBack(ctx, owner, rest)
}

async function attempt(desk: Desk, delivery: Leased) {
  const { ctx, channel, recorder, flying, bell } = desk
  // A process that slept through its lease must not send what another has taken over.
  if (delivery.leaseUntil <= ctx.now().getTime()) return void desk.held.delete(delivery.id)
  flying.add(delivery)
  const outcome = await outcomeOf(ctx, channel, delivery)
  noteServer(desk, outcome)
  recorder.add({ delivery, outcome })
  flying.delete(delivery)
  bell.ring()
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

async function renewAll({ ctx, channel, owner, held }: Desk) {
  try {
    const { ids, until } = await renew(ctx, channel.kind, owner, [...held.keys()])
    for (const delivery of held.values()) delivery.leaseUntil = ids.has(delivery.id) ? until : 0
  } catch (error) {
    ctx.log.error({ err: error }, 'leases could not be renewed')
  }
}

/** Waits for what is under way, gives back the rest, records everything. */
async function close(desk: Desk) {
  const { channel, flying, recorder } = desk
  const landed = await within(farewell, landing(flying))
  await returnHand(desk)
  await channel.close(!landed)
  await within(500, landing(flying))
  await within(2000, recorder.flush())
}

async function landing(flying: Set<unknown>) {
  while (flying.size > 0) await sleep(10)
}
