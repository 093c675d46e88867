import type { Outcome } from '../../../api/delivery/channel.ts'
import { judgeAccept } from './laws.ts'
import { addTo, type Flight, keyOf, type Play, say, type Worker } from './play.ts'

/** What the mail server says to a mail; the share of each is a history's own. */
export type Temper = { [verdict in Verdict]?: number }
export type Verdict = 'accepts' | 'loses its answer' | Exclude<Outcome['kind'], 'sent' | 'skipped'>

/** The mail server decides on a mail that reached it. Its answer is on its way then. */
export function decide(play: Play, worker: Worker, flight: Flight, verdict: Verdict): void {
  const { delivery } = flight
  say(play, `the mail server ${verdict} ${delivery.id}/${delivery.fence}`)
  if (verdict === 'accepts' || verdict === 'loses its answer') {
    flight.accepted = true
    judgeAccept(play, worker, delivery)
    const { eventId, recipientId } = delivery
    play.accepts.push({ eventId, recipientId, by: worker.name, step: play.step })
  }
  if (verdict === 'loses its answer') play.tally.lostAnswers++
  flight.answer = answers[verdict]
  addTo(play.answers, keyOf(delivery), answers[verdict].kind)
}

const answers: { [verdict in Verdict]: Outcome } = {
  accepts: { kind: 'sent', answer: '250 ok' },
  'loses its answer': { kind: 'down', answer: 'connection closed' },
  later: { kind: 'later', answer: '451 4.7.1 later' },
  down: { kind: 'down', answer: '421 4.3.2 closing' },
  held: { kind: 'held', answer: 'rests', after: 7000 },
  refused: { kind: 'refused', answer: '554 5.7.1 policy' },
  gone: { kind: 'gone', answer: '550 5.1.1 nobody here' },
}

/** The process hears what was decided. */
export async function answer(flight: Flight): Promise<void> {
  if (flight.answer) await flight.land(flight.answer)
}

/** What the mail server has accepted, or may yet accept, and the ledger does not know. */
export function endangered({ flights, results, recording }: Worker): number {
  const flying = flights.filter(({ accepted, answer }) => accepted || !answer)
  return flying.length + [...results, ...recording].filter(({ outcome }) => outcome.kind === 'sent').length
}
