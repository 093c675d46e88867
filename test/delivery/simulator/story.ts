import { type Dice, newDice } from './dice.ts'
import { drain } from './drain.ts'
import { judgeEnd } from './laws.ts'
import { type Parts, parts as real } from './parts.ts'
import { change, join, post } from './people.ts'
import { type Play, say, type Tally, type Worker, wrong } from './play.ts'
import { crash, doze, end, finishOps, overslept, pass, wake } from './process.ts'
import { answer, decide, type Temper } from './server.ts'
import { mostEvents, type Stage } from './stage.ts'
import { sleepOver, tick } from './time.ts'
import { expand, freeAll, giveBack, lease, newWorker, record, renew, send } from './worker.ts'

export type Told = { seed: number; wrongs: string[]; trace: string[]; tally: Tally }

/** What a history may have at most, and how its mail server behaves. */
type Plan = { steps: number; workers: number; events: number; crashes: number; sleeps: number; temper: Temper }

/** One history from its seed: the same seed is the same history. */
export async function tell(stage: Stage, seed: number, parts: Parts = real): Promise<Told> {
  const dice = newDice(seed)
  const play = await begin(stage, seed, dice, parts)
  const plan = planOf(dice)
  const { random } = Math
  // The product's jitter belongs to the history too.
  Math.random = newDice(seed + 1_000_000_007).next
  try {
    for (; play.step < plan.steps && play.wrongs.length === 0; play.step++) await step(play, plan)
    if (play.wrongs.length === 0) await drain(play)
    if (play.wrongs.length === 0) judgeEnd(play)
  } catch (error) {
    wrong(play, 'error', error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    Math.random = random
  }
  return { seed, wrongs: play.wrongs, trace: play.trace, tally: play.tally }
}

async function begin(stage: Stage, seed: number, dice: Dice, parts: Parts): Promise<Play> {
  const people = dice.between(1, 4)
  await stage.reset(people)
  const now = () => stage.clock.now().getTime()
  const follower = (id: number) =>
    ({ id, state: 'active', confirmedAt: now(), cameAt: -1, changedAt: -1, always: true }) as const
  const none = { crashes: 0, oversleeps: 0, lostAnswers: 0, repeats: 0, accepts: 0 }
  return {
    ...{ seed, dice, stage, parts, now, step: 0, names: 0, workers: [], accepts: [], wrongs: [], trace: [] },
    // The product's own channel renders mails, which costs too much for every history.
    realChannel: seed % 40 === 0,
    people: new Map(Array.from({ length: people }, (_, n) => [n + 1, follower(n + 1)])),
    events: new Map(),
    ledger: { rows: new Map(), counts: [] },
    leasedAt: new Map(),
    answers: new Map(),
    messageIds: new Map(),
    tally: { ...none, lateResults: 0, endangered: 0, bound: 0 },
  }
}

function planOf(dice: Dice): Plan {
  const troubles = ['loses its answer', 'later', 'down', 'held', 'refused', 'gone'] as const
  const temper: Temper = { accepts: 10 }
  for (const trouble of troubles) if (dice.chance(0.3)) temper[trouble] = dice.between(1, 4)
  return {
    steps: dice.between(10, 34),
    workers: dice.between(1, 4),
    events: dice.between(1, mostEvents),
    crashes: dice.between(0, 3),
    sleeps: dice.between(0, 2),
    temper,
  }
}

/** One thing happens: to the world, or to one process. */
async function step(play: Play, plan: Plan) {
  const { dice, workers, events } = play
  if (events.size === 0) return post(play)
  if (workers.length === 0) return begins(play)
  const worker = dice.pick(workers)
  if (dice.chance(0.12)) return ofTheWorld(play, plan)
  return worker.asleep ? ofTheSleeper(play, plan, worker) : ofTheProcess(play, plan, worker)
}

async function begins(play: Play) {
  const alone = play.workers.length === 0
  const worker = newWorker(play)
  if (alone && play.dice.chance(0.5)) await through(play, worker, () => freeAll(play, worker))
}

async function ofTheWorld(play: Play, plan: Plan) {
  const { dice, people, workers, events } = play
  const somebody = dice.pick([...people.keys()])
  const what = dice.weighed({
    post: events.size < plan.events ? 4 : 0,
    begins: workers.length < plan.workers ? 5 : 0,
    leaves: 1,
    pauses: 1,
    returns: 1,
    comes: people.size < 6 ? 1 : 0,
    tick: 2,
    overslept: workers.some(({ asleep }) => asleep) ? 5 : 0,
  })
  if (what === 'post') return post(play)
  if (what === 'begins') return begins(play)
  if (what === 'leaves') return change(play, somebody, 'unsubscribed')
  if (what === 'pauses') return change(play, somebody, 'paused')
  if (what === 'returns') return change(play, somebody, 'active')
  if (what === 'comes') return join(play)
  if (what === 'overslept') return sleepOver(play)
  return tick(play, dice.pick([1, 20, 1000, 5000]))
}

async function ofTheSleeper(play: Play, plan: Plan, worker: Worker) {
  const inPipe = worker.flights.find(({ answer }) => !answer)
  // What was handed over is taken, though nobody listens for the answer.
  if (inPipe && play.dice.chance(0.3)) return decide(play, worker, inPipe, play.dice.weighed(plan.temper))
  if (overslept(play, worker) ? play.dice.chance(0.6) : play.dice.chance(0.2)) return wake(play, worker)
  if (!overslept(play, worker)) return sleepOver(play)
}

async function ofTheProcess(play: Play, plan: Plan, worker: Worker) {
  const { dice, tally } = play
  const { ops, hand, flights, results, recording, limits } = worker
  const undecided = flights.filter(({ answer }) => !answer)
  const decided = flights.filter(({ answer }) => answer)
  const hasRoom = results.length + recording.length < limits.unrecorded
  const what = dice.weighed({
    pass: ops.size > 0 ? 8 : 0,
    expand: ops.has('expand') ? 0 : toExpand(play) ? 4 : 0.1,
    lease: !ops.has('hand') && hand.length === 0 ? (toLease(play) ? 5 : 0.2) : 0,
    send: hand.length > 0 && flights.length < limits.connections && hasRoom ? 6 : 0,
    decide: undecided.length > 0 ? 5 : 0,
    answer: decided.length > 0 ? 5 : 0,
    record: results.length > 0 && !ops.has('record') ? 4 : 0,
    renew: ops.has('renew') ? 0 : 0.4,
    giveBack: hand.length > 0 && !ops.has('hand') ? 0.4 : 0,
    crash: tally.crashes < plan.crashes ? 0.8 : 0,
    sleep: tally.oversleeps < plan.sleeps ? (worker.held.size > 0 ? 1.5 : 0.2) : 0,
    end: 0.1,
  })
  if (what === 'pass') return pass(play, worker)
  if (what === 'expand') return through(play, worker, () => expand(play, worker))
  if (what === 'lease') return through(play, worker, () => lease(play, worker))
  if (what === 'send') return send(play, worker)
  if (what === 'record') return through(play, worker, () => record(play, worker))
  if (what === 'renew') return through(play, worker, () => renew(play, worker))
  if (what === 'giveBack') return through(play, worker, () => giveBack(play, worker))
  if (what === 'answer') return answer(dice.pick(decided))
  if (what === 'crash') return crash(play, worker)
  if (what === 'sleep') return doze(play, worker)
  if (what === 'end') return end(play, worker)
  const flight = dice.pick(undecided)
  decide(play, worker, flight, dice.weighed(plan.temper))
  if (dice.chance(0.6)) await answer(flight)
}

/** Mostly nothing comes between the looking and the writing. */
async function through(play: Play, worker: Worker, begin: () => Promise<void>) {
  await begin()
  if (play.dice.chance(0.7)) await finishOps(play, worker)
  else say(play, `${worker.name} stands before its write`)
}

const toExpand = ({ events, ledger: { counts } }: Play) =>
  counts.length < events.size || counts.some(({ expanded }) => !expanded)

const toLease = (play: Play) =>
  [...play.ledger.rows.values()].some(
    ({ state, next }) => state === 'waiting' || (state === 'retrying' && (next ?? 0) <= play.now()),
  )
