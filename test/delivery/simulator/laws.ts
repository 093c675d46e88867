import { mailSchedule } from '../../../api/delivery/backoff.ts'
import type { Result } from '../../../api/delivery/settle.ts'
import type { DeliveryState, SubscriberState } from '../../../db/vocabulary.ts'
import type { Ledger, Row } from './ledger.ts'
import { keyOf, type Play, say, type Worker, wrong } from './play.ts'

const open: readonly DeliveryState[] = ['waiting', 'retrying', 'leased']
export const isOpen = (state: DeliveryState) => open.includes(state)

/** Who wrote, and what it was about. */
export type Deed = { worker: Worker; results?: Result[]; frees?: boolean }

/** Looked at after every single write: what may change, and by whom. */
export function judgeWrite(play: Play, deed: Deed, before: Ledger, after: Ledger): void {
  for (const [id, was] of before.rows) {
    const is = after.rows.get(id)
    if (!is) wrong(play, 'kept', `delivery ${id} is gone`)
    else if (is.state !== was.state || is.fence !== was.fence || is.owner !== was.owner || is.until !== was.until)
      judgeChange(play, deed, was, is)
  }
  judgeCounts(play, after)
  judgeOnce(play, before, after)
}

function judgeChange(play: Play, { worker, results, frees }: Deed, was: Row, is: Row) {
  const changed = `${was.id} ${was.state}/${was.fence} → ${is.state}/${is.fence} by ${worker.name}`
  say(play, changed)
  if (!isOpen(was.state)) wrong(play, 'forward', `settled delivery ${changed}`)
  if (is.fence < was.fence) wrong(play, 'fence', `lowered: ${changed}`)
  const taken = is.state === 'leased' && (was.state !== 'leased' || is.owner !== was.owner)
  if (taken && is.fence !== was.fence + 1) wrong(play, 'fence', `not raised by a lease: ${changed}`)
  if (is.state === 'retrying' && is.next === null) wrong(play, 'quiet', `never due: ${changed}`)
  if (taken) play.leasedAt.set(`${is.id}/${is.fence}`, play.step)
  const valid = was.state === 'leased' && (was.until ?? 0) > play.now()
  if (valid && was.owner !== worker.name && !frees) wrong(play, 'lease', `taken from ${was.owner}: ${changed}`)
  if (!results) return
  const result = results.find(({ delivery }) => delivery.id === was.id && delivery.fence === was.fence)
  if (!result) wrong(play, 'fence', `late result believed: ${changed}`)
  else if ((result.outcome.kind === 'sent') !== (is.state === 'sent'))
    wrong(play, 'result', `${result.outcome.kind} became ${changed}`)
  else if (is.attempts !== was.attempts - (result.outcome.kind === 'held' ? 1 : 0))
    wrong(play, 'result', `${result.outcome.kind} made ${was.attempts} attempts ${is.attempts}: ${changed}`)
}

/** The counters that progress shows are a count of the ledger, at every moment. */
function judgeCounts(play: Play, { rows, counts }: Ledger) {
  const all = [...rows.values()]
  for (const count of counts) {
    const mine = all.filter(({ eventId }) => eventId === count.eventId)
    const of = (state: DeliveryState) => mine.filter((row) => row.state === state).length
    const real = [
      mine.filter(({ state }) => isOpen(state)).length,
      of('sent'),
      of('failed'),
      of('suppressed'),
      of('skipped'),
    ]
    const told = [count.waiting, count.sent, count.failed, count.suppressed, count.skipped]
    if (String(real) !== String(told)) wrong(play, 'counters', `event ${count.eventId} says ${told}, and is ${real}`)
  }
}

function judgeOnce(play: Play, before: Ledger, { rows }: Ledger) {
  if (rows.size === before.rows.size) return
  const names = new Set([...rows.values()].map(keyOf))
  if (names.size !== rows.size) wrong(play, 'once', 'one recipient stands twice under one event')
}

/** Looked at whenever the mail server accepts something. */
export function judgeAccept(play: Play, worker: Worker, { id, eventId, recipientId, fence }: Leaselike): void {
  const person = play.people.get(recipientId)
  const leased = play.leasedAt.get(`${id}/${fence}`) ?? -1
  if (!person) wrong(play, 'wanted', `nobody is ${recipientId}`)
  else if (!heardIn(play, eventId).includes(person.state) && person.changedAt < leased)
    wrong(
      play,
      'wanted',
      `${recipientId} stopped in step ${person.changedAt}, leased in ${leased}, mailed by ${worker.name}`,
    )
  const { only = recipientId } = play.events.get(eventId) ?? {}
  if (only !== recipientId) wrong(play, 'wanted', `event ${eventId} was for ${only}, not for ${recipientId}`)
  if (person && person.confirmedAt > (play.events.get(eventId)?.at ?? 0))
    wrong(play, 'wanted', `${recipientId} came after event ${eventId}`)
}
/** Whoever rests still gets the link to their own page. */
function heardIn({ events }: Play, eventId: number): SubscriberState[] {
  return events.get(eventId)?.only === undefined ? ['active'] : ['active', 'paused', 'suppressed']
}

type Leaselike = { id: number; eventId: number; recipientId: number; fence: number }

/** Looked at when nothing is left to do. */
export function judgeEnd(play: Play): void {
  const { ledger, accepts, tally, messageIds } = play
  const copies = Map.groupBy(accepts, keyOf)
  for (const row of ledger.rows.values()) judgeRow(play, row, copies.get(keyOf(row))?.length ?? 0)
  const rows = new Set([...ledger.rows.values()].map(keyOf))
  for (const person of play.people.values())
    for (const [eventId, { step, only = person.id }] of play.events)
      if (
        only === person.id &&
        person.always &&
        person.cameAt < step &&
        !rows.has(keyOf({ eventId, recipientId: person.id }))
      )
        wrong(play, 'lost', `${person.id} is not in the ledger of event ${eventId}`)
  for (const { eventId, expanded } of ledger.counts) if (!expanded) wrong(play, 'quiet', `event ${eventId} stays open`)
  for (const [key, ids] of messageIds) if (ids.size > 1) wrong(play, 'names', `${key} has several Message-IDs`)
  tally.accepts = accepts.length
  tally.repeats = accepts.length - copies.size
  if (tally.repeats > tally.endangered + tally.lostAnswers)
    wrong(play, 'repeats', `${tally.repeats} > ${tally.endangered} endangered + ${tally.lostAnswers} lost answers`)
  if (tally.repeats > tally.bound + tally.lostAnswers)
    wrong(play, 'repeats', `${tally.repeats} > the bound ${tally.bound} + ${tally.lostAnswers} lost answers`)
}

/** What the ledger says is what the mail server saw. */
function judgeRow(play: Play, row: Row, copies: number) {
  const said = play.answers.get(keyOf(row)) ?? new Set()
  const who = `${row.recipientId} for event ${row.eventId} is ${row.state}`
  const person = play.people.get(row.recipientId)
  const old = play.now() - (play.events.get(row.eventId)?.at ?? 0) >= mailSchedule.patience
  if (isOpen(row.state)) wrong(play, 'quiet', who)
  if (row.state === 'sent' && copies === 0) wrong(play, 'lost', `${who}, and the mail server has nothing`)
  if (row.state === 'failed' && !said.has('refused') && !(said.has('later') && old))
    wrong(play, 'lost', `${who} without a refusal`)
  if (row.state === 'suppressed' && !said.has('gone'))
    wrong(play, 'lost', `${who}, and nobody said that nobody is there`)
  if (row.state === 'skipped' && person?.always) wrong(play, 'lost', `${who}, and wanted it all the time`)
}
