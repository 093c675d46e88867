import { type Play, say, type Worker } from './play.ts'
import { answer, decide, endangered } from './server.ts'
import { giveBack, record } from './worker.ts'

/** Lets one write through. */
export async function pass(play: Play, worker: Worker): Promise<void> {
  const [lane, op] = play.dice.pick([...worker.ops])
  await op.go('made')
  if (op.over) worker.ops.delete(lane)
}

export async function finishOps(play: Play, worker: Worker): Promise<void> {
  while (worker.ops.size > 0) await pass(play, worker)
}

/** kill -9: its memory is gone; its writes are made or not; what is on the wire arrives or not. */
export async function crash(play: Play, worker: Worker): Promise<void> {
  const { dice, tally } = play
  say(play, `${worker.name} crashes`)
  endanger(play, worker)
  tally.crashes++
  for (const flight of worker.flights) if (!flight.answer && dice.chance(0.5)) decide(play, worker, flight, 'accepts')
  for (const op of worker.ops.values()) await op.go(dice.chance(0.5) ? 'dies after' : 'dies before')
  leave(play, worker)
}

/** SIGSTOP: its clock stands still, the others' does not. */
export async function doze(play: Play, worker: Worker): Promise<void> {
  say(play, `${worker.name} falls asleep`)
  worker.asleep = true
}

/** SIGCONT. Who slept past a lease may find that others have told its readers. */
export async function wake(play: Play, worker: Worker): Promise<void> {
  say(play, `${worker.name} wakes`)
  worker.asleep = false
  if (!overslept(play, worker)) return
  play.tally.oversleeps++
  endanger(play, worker)
}

/** Whether a lease of its ended while it slept. */
export function overslept(play: Play, { held }: Worker): boolean {
  return [...held.values()].some(({ leaseUntil }) => leaseUntil <= play.now())
}

function endanger({ tally }: Play, worker: Worker) {
  tally.endangered += endangered(worker)
  tally.bound += worker.limits.connections + worker.limits.unrecorded
}

/** SIGTERM: waits for what is under way, gives back the rest, records everything. */
export async function end(play: Play, worker: Worker): Promise<void> {
  say(play, `${worker.name} ends`)
  await finishOps(play, worker)
  await land(play, worker)
  if (worker.hand.length > 0) await giveBack(play, worker)
  await finishOps(play, worker)
  while (worker.results.length > 0) {
    await record(play, worker)
    await finishOps(play, worker)
  }
  leave(play, worker)
}

/** The mail server takes what is under way, and says so. */
export async function land(play: Play, worker: Worker): Promise<void> {
  for (const flight of [...worker.flights]) {
    if (!flight.answer) decide(play, worker, flight, 'accepts')
    await answer(flight)
  }
}

function leave(play: Play, worker: Worker) {
  play.workers = play.workers.filter((one) => one !== worker)
}
