import type { SubscriberState } from '../../../db/vocabulary.ts'
import { type Play, say } from './play.ts'
import { mostEvents } from './stage.ts'

/** Somebody leaves, pauses, comes back or is given up. */
export async function change(play: Play, id: number, state: SubscriberState): Promise<void> {
  const person = play.people.get(id)
  if (!person || person.state === state) return
  say(play, `person ${id} is ${state}`)
  await play.stage.run('update subscribers set state = ? where id = ?', state, id)
  Object.assign(person, { state, changedAt: play.step, always: false })
}

export async function join(play: Play): Promise<void> {
  const id = play.people.size + 1
  say(play, `person ${id} comes`)
  play.people.set(id, {
    id,
    state: 'active',
    confirmedAt: play.now(),
    cameAt: play.step,
    changedAt: play.step,
    always: true,
  })
  await play.stage.join(id, play.now())
}

export async function post(play: Play): Promise<void> {
  const id = play.events.size + 1
  if (id > mostEvents) return
  const only = play.dice.chance(0.25) ? play.dice.pick([...play.people.keys()]) : undefined
  say(play, `event ${id} is posted to ${only ?? 'everybody'}`)
  play.events.set(id, { at: play.now(), step: play.step, only })
  await play.stage.post(id, only)
}
