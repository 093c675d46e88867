import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { type Mark, markOf, type Stance } from '../../emails/tones.ts'
import type { Voice } from '../../emails/voice.ts'
import { gist } from '../context/text.ts'
import type { News } from './news.ts'

/** What a chat is told, in plain words: each chat's format escapes them in its own way. */
export type Notice = {
  /** "Harbour Books Status". */
  page: string
  /** "Investigating". */
  status: string
  /** The worst state that stands now, where that says more than the status. */
  stance: Stance
  title: string
  text: string
  /** "Affected: Checkout (major outage)", "Next update by 14:40 CET". */
  lines: string[]
  link: { label: string; url: string }
  at: Date
}

export type Teller = {
  page: { name: string; url: string }
  voice: Voice
  /** What the post says, in the language of the voice if there is a translation. */
  text: string
}

/** What there is to say of it in a chat. */
export function chatNotice(news: News, teller: Teller): Notice {
  return { page: titleOf(teller.page), at: news.event.at, ...wordsOf(news, teller) }
}

/** A notice that tells of nothing: for whoever wants to see that messages arrive. */
export function probeNotice({ page, voice: { words } }: Omit<Teller, 'text'>, at: Date): Notice {
  const { testState, testTitle, test } = words.endpoint
  const title = testTitle(page.name)
  const link = { label: words.components.see, url: page.url }
  return {
    page: titleOf(page),
    status: testState,
    stance: { mark: 'none', word: testState },
    title,
    text: test,
    lines: [],
    link,
    at,
  }
}

const titleOf = ({ name }: Teller['page']) => (/\bstatus\b/i.test(name) ? name : `${name} Status`)

type Words = Omit<Notice, 'page' | 'at'>

function wordsOf(news: News, teller: Teller): Words {
  switch (news.about) {
    case 'component':
      return ofComponent(news, teller)
    case 'promise':
      return ofPromise(news, teller)
    case 'story':
      if (news.event.kind === 'postmortem.published' && news.report) return ofReport(news, news.report, teller)
      return news.story.maintenance ? ofMaintenance(news, news.story.maintenance, teller) : ofIncident(news, teller)
  }
}

type Story = Extract<News, { about: 'story' }>

function ofIncident({ story, update, event }: Story, { page, voice, text }: Teller): Words {
  const { words, times } = voice
  const changes = story.changes.get(update.id) ?? story.changes.get(update.originId) ?? []
  const troubled = changes.filter(({ newState }) => newState !== 'operational')
  const affected = troubled.map((one) => `${one.name} (${words.statesWithin[one.newState]})`)
  const worst = troubled.length > 0 ? worstOf(troubled.map(({ newState }) => newState)) : undefined
  const status = words.statuses[update.status]
  return {
    status,
    stance: update.status === 'resolved' ? { mark: 'ok', word: status } : stanceIn(voice, worst, status),
    title: story.row.name,
    text,
    lines: [
      ...(affected.length > 0 ? [words.colon(words.incident.affected, voice.listed(affected, 10))] : []),
      ...(update.nextUpdateBy ? [words.incident.nextUpdateBy(times.near(update.nextUpdateBy, event.at))] : []),
    ],
    link: { label: words.incident.readAll(1), url: `${page.url}/incidents/${story.row.id}` },
  }
}

const marks: Partial<Record<string, Mark>> = { completed: 'ok', cancelled: 'none' }

type Plan = NonNullable<Story['story']['maintenance']>

function ofMaintenance({ story, update, event }: Story, plan: Plan, { page, voice, text }: Teller): Words {
  const { words, times } = voice
  const moved = event.kind === 'maintenance.rescheduled'
  const status = words.colon(
    words.states.under_maintenance,
    moved ? words.maintenance.moved : words.statuses[update.status],
  )
  const names = story.components.map(({ name }) => name)
  return {
    status,
    stance: { mark: marks[update.status] ?? 'maint', word: status },
    title: story.row.name,
    text,
    lines: [
      words.colon(words.maintenance.when, times.span(plan.scheduledFor, plan.scheduledUntil)),
      ...(names.length > 0 ? [words.colon(words.incident.affected, voice.listed(names, 10))] : []),
    ],
    link: { label: words.maintenance.see, url: `${page.url}/incidents/${story.row.id}` },
  }
}

function ofReport({ story }: Story, report: NonNullable<Story['report']>, { page, voice }: Teller): Words {
  const { words, times } = voice
  return {
    status: words.postmortem.word,
    stance: { mark: 'none', word: words.postmortem.word },
    title: report.title,
    text: gist(report.body, report.format, 600),
    lines: [words.postmortem.about(story.row.name, times.day(story.row.startedAt))],
    link: { label: words.postmortem.read, url: `${page.url}/reports/${story.row.id}` },
  }
}

type Component = Extract<News, { about: 'component' }>

function ofComponent({ component, before, now }: Component, { page, voice }: Teller): Words {
  const { words } = voice
  return {
    status: words.states[now],
    stance: stanceIn(voice, now, ''),
    title: component.name,
    text: words.components.changed(words.states[now], words.statesWithin[before]),
    lines: [],
    link: { label: words.components.see, url: page.url },
  }
}

type Broken = Extract<News, { about: 'promise' }>

function ofPromise({ story, promise, event }: Broken, { page, voice }: Teller): Words {
  const { words, times } = voice
  const said = words.promise[promise.kind](times.near(promise.by, event.at))
  const came = promise.keptAt ? words.promise.came(times.near(promise.keptAt, event.at)) : words.promise.notYet
  return {
    status: words.promise.overdue,
    stance: { mark: 'none', word: words.promise.overdue },
    title: story.row.name,
    text: `${said} ${came}`,
    lines: [],
    link: { label: words.incident.readAll(1), url: `${page.url}/incidents/${story.row.id}` },
  }
}

function stanceIn({ words }: Voice, state: ComponentState | undefined, otherwise: string): Stance {
  return state ? { mark: markOf[state], word: words.states[state] } : { mark: 'none', word: otherwise }
}
