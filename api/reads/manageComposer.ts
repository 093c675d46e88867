import {
  type ComponentState,
  type IncidentStatus,
  incidentStatuses,
  type Language,
  worstOf,
} from '../../db/vocabulary.ts'
import { incidentUpdate } from '../../emails/incidentUpdate.ts'
import { voiceIn } from '../../emails/voice.ts'
import { followsWords } from '../../emails/words.ts'
import type { Context } from '../context/context.ts'
import { gist, toHtml, toText } from '../context/text.ts'
import { affectedText } from './incidentView.ts'
import { type Choice, choicesOf } from './manageChoices.ts'
import { type Reach, reachOf } from './manageReach.ts'
import { one, type Typed, typedPromise, typedStates } from './manageTyped.ts'
import { readPage } from './pageView.ts'
import type { Times } from './times.ts'
import { type Stance, stanceOf, statusWord } from './words.ts'

/** What customers will get, on every surface. */
export type Preview = {
  empty: boolean
  name: string
  html: string
  word: string
  stance: Stance
  affected: { name: string; stance: Stance }[]
  others: number
  promise: string | undefined
  advice: string
  notAffected: string
  from: string
  subject: string
  text: string
  feed: string
}

export type ComposerView = {
  choices: Choice[]
  promises: PromiseChoice[]
  reach: Reach
  preview: Preview
  clock: string
}

export type PromiseChoice = { value: string; label: string; by: string | undefined }

/** The form that opens an incident, with what it would send as it stands. */
export async function readComposer(ctx: Context, typed: Typed): Promise<ComposerView> {
  const { times, now, page } = await readPage(ctx)
  const choices = await choicesOf(ctx)
  const states = typedStates(typed, choices) as { id: string; state: ComponentState }[]
  const reach = await reachOf(ctx, {
    hearing: 'incidents',
    components: states.map(({ id }) => id),
    milestone: true,
    states: states.map(({ state }) => state),
  })
  const by = typedPromise({ promise: '30', ...typed }, now, page.timeZone)
  const preview = previewOf(typed, { choices, states, times, now, page, from: ctx.config.mailFrom, by })
  return { choices, promises: promiseChoices(times, now), reach, preview, clock: times.at(now).text }
}

/** When customers can be told to expect more. */
export function promiseChoices(times: Times, now: Date): PromiseChoice[] {
  const inMinutes = (value: string) => {
    const by = typedPromise({ promise: value }, now, 'Etc/UTC') as Date
    return { value, label: `${value} min`, by: times.at(by).text }
  }
  return [
    ...['15', '30', '60'].map(inMinutes),
    { value: 'at', label: 'At a time', by: undefined },
    { value: 'none', label: 'No promise', by: undefined },
  ]
}

type Given = {
  choices: Choice[]
  states: { id: string; state: ComponentState }[]
  times: Times
  now: Date
  page: { name: string; url: string; timeZone: string; ownLanguage: Language }
  from: string
  by: Date | undefined
}

function previewOf(typed: Typed, { choices, states, times, now, page, from, by }: Given): Preview {
  const body = one(typed, 'body')
  const name = one(typed, 'name').trim() || 'What customers notice'
  const word = statusWord(statusTyped(typed))
  const named = states.map(({ id, state }) => ({ name: choices.find((one) => one.id === id)?.name ?? '', state }))
  const worst = worstOf(named.map(({ state }) => state))
  const stance: Stance = worst === 'operational' ? { mark: 'none', word } : stanceOf(worst)
  const promise = by && times.on(by).text
  const said = { html: toHtml(body, 'markdown'), text: toText(body, 'markdown') }
  const language = page.ownLanguage
  const facts = {
    page: { name: page.name, url: page.url },
    incident: { name, subject: name, url: `${page.url}/incidents/…`, startedAt: now },
    language,
    status: statusTyped(typed),
    worst: worst === 'operational' ? undefined : worst,
    number: 1,
    at: now,
    body: { ...said, gist: gist(body, 'markdown'), language },
    nextUpdateBy: by,
    advice: toText(one(typed, 'advice'), 'markdown') || null,
    notAffected: toText(one(typed, 'notAffected'), 'markdown') || null,
    affected: named.filter(({ state }) => state !== 'operational'),
  }
  const mail = incidentUpdate(voiceIn(language, page.timeZone), facts, {
    address: 'you@example.org',
    leaveUrl: `${page.url}/unsubscribe/…`,
    manageUrl: `${page.url}/following/…`,
    follows: followsWords(language, 'everything'),
  })
  return {
    empty: body.trim() === '' && one(typed, 'name').trim() === '',
    name,
    html: said.html,
    word,
    stance,
    affected: named.map(({ name, state }) => ({ name, stance: stanceOf(state) })),
    others: choices.length - named.length,
    promise,
    advice: facts.advice ?? '',
    notAffected: facts.notAffected ?? '',
    from: `${page.name} <${from}>`,
    subject: mail.subject,
    text: mail.text,
    feed: `${word}: ${name}\n${times.whole(now).title}\n\n${[affectedText(named), said.text].filter(Boolean).join('\n\n')}`,
  }
}

function statusTyped(typed: Typed): IncidentStatus {
  const status = one(typed, 'status') as IncidentStatus
  return incidentStatuses.includes(status) ? status : 'investigating'
}
