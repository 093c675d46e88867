import type { Leased, Outcome } from '../../../api/delivery/channel.ts'
import { emailChannel } from '../../../api/delivery/email.ts'
import { renewEvery } from '../../../api/delivery/lease.ts'
import { type Deed, judgeWrite } from './laws.ts'
import { beginOp } from './op.ts'
import { change } from './people.ts'
import { addTo, type Flight, keyOf, type Lane, type Play, say, type Worker } from './play.ts'

export function newWorker(play: Play): Worker {
  const { dice, stage } = play
  const worker: Worker = {
    name: `w${++play.names}`,
    ctx: stage.ctx,
    channel: { send: () => worker.hands('') },
    hands: async () => ({ kind: 'down', answer: 'not connected' }),
    limits: {
      most: dice.between(1, 5),
      connections: dice.between(1, 3),
      unrecorded: dice.between(1, 4),
      chunk: dice.between(1, 4),
    },
    hand: [],
    flights: [],
    results: [],
    recording: [],
    held: new Map(),
    ops: new Map(),
    asleep: false,
    renewAt: play.now() + renewEvery,
  }
  worker.channel = (play.realChannel ? realChannel : plainChannel)(play, worker)
  play.workers.push(worker)
  say(play, `${worker.name} starts`)
  return worker
}

/** Begins work in a lane of the process; it stands before its first write then, or is done. */
async function begin(
  play: Play,
  worker: Worker,
  lane: Lane,
  deed: Omit<Deed, 'worker'>,
  work: (ctx: Worker['ctx']) => Promise<void>,
) {
  const around = async <T>(_: unknown, write: () => Promise<T>) => {
    const before = play.ledger
    const value = await write()
    play.ledger = await play.stage.ledger()
    judgeWrite(play, { worker, ...deed }, before, play.ledger)
    return value
  }
  const op = await beginOp(lane, worker.ctx, around, work)
  if (!op.over) worker.ops.set(lane, op)
}

export const expand = (play: Play, worker: Worker) =>
  begin(play, worker, 'expand', {}, async (ctx) => {
    await play.parts.open(ctx)
    await play.parts.expand(ctx, worker.limits.chunk)
  })

export const lease = (play: Play, worker: Worker, most = worker.limits.most) =>
  begin(play, worker, 'hand', {}, async (ctx) => {
    const taken = await play.parts.lease(ctx, worker.name, most)
    worker.hand.push(...taken)
    for (const delivery of taken) worker.held.set(delivery.id, delivery)
    if (taken.length > 0) await worker.channel.prepare?.(taken)
  })

export const giveBack = (play: Play, worker: Worker) =>
  begin(play, worker, 'hand', {}, async (ctx) => {
    const rest = worker.hand.splice(0)
    for (const { id } of rest) worker.held.delete(id)
    await play.parts.giveBack(ctx, worker.name, rest)
  })

export const renew = (play: Play, worker: Worker) => {
  worker.renewAt = play.now() + renewEvery
  return begin(play, worker, 'renew', {}, async (ctx) => {
    const asked = [...worker.held.values()]
    const { ids, until } = await play.parts.renew(
      ctx,
      worker.name,
      asked.map(({ id }) => id),
    )
    for (const delivery of asked) delivery.leaseUntil = ids.has(delivery.id) ? until : 0
  })
}

export const record = (play: Play, worker: Worker) => {
  const results = worker.results.splice(0, worker.limits.unrecorded)
  worker.recording = results
  return begin(play, worker, 'record', { results }, async (ctx) => {
    const late = results.filter(({ delivery }) => play.ledger.rows.get(delivery.id)?.fence !== delivery.fence)
    play.tally.lateResults += late.length
    await play.parts.settle(ctx, results)
    worker.recording = []
    for (const { delivery } of results) if (worker.held.get(delivery.id) === delivery) worker.held.delete(delivery.id)
    for (const { delivery, outcome } of results)
      if (outcome.kind === 'gone' && play.ledger.rows.get(delivery.id)?.state === 'suppressed')
        await change(play, delivery.recipientId, 'suppressed')
  })
}

/** Alone with the database: the leases of the dead are free at once. */
export const freeAll = (play: Play, worker: Worker) =>
  begin(play, worker, 'hand', { frees: true }, async (ctx) => void (await play.parts.freeAll(ctx)))

/** Sends the next in its hand: until the mail server has to say something, or there is nothing to send. */
export async function send(play: Play, worker: Worker): Promise<void> {
  const delivery = worker.hand.shift() as Leased
  // As the deliverer does: what another may have taken over meanwhile is not sent.
  if (delivery.leaseUntil <= play.now()) return void worker.held.delete(delivery.id)
  const atServer = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<Outcome>()
  worker.hands = (messageId) => {
    if (messageId) addTo(play.messageIds, keyOf(delivery), messageId)
    atServer.resolve()
    return answered.promise
  }
  const done = worker.channel.send(delivery).then((outcome) => {
    worker.flights = worker.flights.filter((one) => one !== flight)
    worker.results.push({ delivery, outcome })
    say(play, `${worker.name} hears of ${delivery.id}/${delivery.fence}: ${outcome.kind}`)
  })
  const land = (outcome: Outcome) => {
    answered.resolve(outcome)
    return done
  }
  const flight: Flight = { delivery, accepted: false, land }
  worker.flights.push(flight)
  say(play, `${worker.name} sends ${delivery.id}/${delivery.fence} to ${keyOf(delivery)}`)
  await Promise.race([atServer.promise, done])
}

/** Looks at the recipient once more, as the product's own does. */
function plainChannel(play: Play, worker: Worker): Worker['channel'] {
  const wants = (id: number) => !play.parts.looksAgain || play.people.get(id)?.state === 'active'
  return {
    send: async ({ recipientId }) =>
      wants(recipientId) ? worker.hands('') : { kind: 'skipped', answer: 'does not follow any more' },
  }
}

function realChannel(play: Play, worker: Worker): Worker['channel'] {
  const send = ({ messageId }: { messageId: string }) => worker.hands(messageId)
  return emailChannel(play.stage.ctx, { connections: worker.limits.connections, send, close: async () => {} })
}
