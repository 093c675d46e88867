import type { ComponentState, Status } from '../db/vocabulary.ts'
import { listFooter } from './footer.ts'
import type { PageFacts } from './layout.ts'
import type { Message, Personal } from './message.ts'
import { written } from './sheet.ts'
import { markOf, type Stance } from './tones.ts'
import type { Voice } from './voice.ts'

/** A text as people wrote it, or its translation. */
export type Text = { html: string; text: string; gist: string; language: string }

export type IncidentUpdate = {
  page: PageFacts
  /** `subject` is the name it was opened with, the same in every mail, so that a mail client shows one conversation. */
  incident: { name: string; subject: string; url: string; startedAt: Date }
  /** The language that people wrote in: the name and what stands beside the body are never translated. */
  language: string
  status: Status
  /** The worst state that stands after the post; undefined when nothing is in trouble. */
  worst: ComponentState | undefined
  /** 1 for the first. */
  number: number
  at: Date
  body: Text
  nextUpdateBy: Date | undefined
  advice: string | null
  notAffected: string | null
  affected: { name: string; state: ComponentState }[]
}

/** The mail for one post on an incident. */
export function incidentUpdate(voice: Voice, facts: IncidentUpdate, personal: Personal): Message {
  const { words, times } = voice
  const { page, incident, body, number, at, nextUpdateBy, language } = facts
  const status = words.statuses[facts.status]
  const affected = facts.affected.map(({ name, state }) => words.colon(name, words.statesWithin[state]))
  return written(voice, {
    page,
    subject: incident.subject,
    preheader: words.colon(status, body.gist),
    stance: stanceOf(voice, facts),
    beside: besideState(voice, facts),
    title: incident.name,
    theirs: language,
    corner: words.incident.update(number),
    status,
    said: times.whole(at),
    body,
    note: writtenIn(voice, body, words.incident.writtenIn),
    promise: nextUpdateBy && words.incident.nextUpdateBy(times.near(nextUpdateBy, at)),
    rows: [
      [words.incident.advice, facts.advice, language],
      [words.incident.affected, affected.join('\n')],
      [words.incident.notAffected, facts.notAffected, language],
    ],
    link: { label: words.incident.readAll(number), url: incident.url },
    footer: listFooter(voice, page, personal),
  })
}

function stanceOf({ words }: Voice, { status, worst }: IncidentUpdate): Stance {
  if (status === 'resolved') return { mark: 'ok', word: words.statuses.resolved }
  return worst ? { mark: markOf[worst], word: words.states[worst] } : { mark: 'none', word: words.statuses[status] }
}

/** Since when it runs; how long it ran, when it is over. */
function besideState({ words, times, lasted }: Voice, { status, at, incident }: IncidentUpdate): string {
  if (status !== 'resolved') return words.incident.began(times.near(incident.startedAt, at))
  const ms = at.getTime() - incident.startedAt.getTime()
  return ms >= 0 ? words.incident.after(lasted(ms)) : ''
}

/** An honest line for those whose language it is not. */
export function writtenIn(voice: Voice, { language }: Pick<Text, 'language'>, say: (language: string) => string) {
  const name = voice.nameOf(language)
  return language === voice.language || !name ? undefined : say(name)
}
