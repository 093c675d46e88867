import { isOpen } from './laws.ts'
import { type Play, say, type Worker, wrong } from './play.ts'
import { crash, end, finishOps, land, wake } from './process.ts'
import { sleepOver } from './time.ts'
import { expand, lease, newWorker, record, send } from './worker.ts'

const wide = { most: 50, connections: 50, unrecorded: 50, chunk: 50 }

/** The troubles are over: the mail server takes everything, and one process works on until nothing is left to do. */
export async function drain(play: Play): Promise<void> {
  const { dice } = play
  say(play, 'the troubles are over')
  for (const worker of [...play.workers]) {
    if (worker.asleep) await wake(play, worker)
    await (dice.chance(0.3) ? crash(play, worker) : end(play, worker))
  }
  const last = newWorker(play)
  last.limits = wide
  for (let round = 0; round < 40; round++) {
    play.step++
    if (await workOff(play, last)) return
  }
  wrong(play, 'quiet', 'it never ends')
}

/** @returns whether nothing is left */
async function workOff(play: Play, worker: Worker): Promise<boolean> {
  const { ledger, events, stage } = play
  if (ledger.counts.length < events.size || ledger.counts.some(({ expanded }) => !expanded)) {
    await expand(play, worker)
    await finishOps(play, worker)
    return false
  }
  await lease(play, worker)
  await finishOps(play, worker)
  while (worker.hand.length > 0) await send(play, worker)
  await land(play, worker)
  if (worker.results.length > 0) {
    await record(play, worker)
    await finishOps(play, worker)
    return false
  }
  const left = [...play.ledger.rows.values()].filter(({ state }) => isOpen(state))
  if (left.length === 0) return true
  const next = Math.min(...left.flatMap((row) => (row.state === 'retrying' ? (row.next ?? 0) : [])))
  if (left.some(({ state }) => state === 'leased')) await sleepOver(play)
  else if (next > play.now()) stage.clock.advance(next - play.now())
  return false
}
