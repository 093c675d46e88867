import { worstOf } from '../../db/vocabulary.ts'
import { gist, toText } from '../context/text.ts'
import type { ChangeRow, Story } from '../reads/stories.ts'
import { type Times, timesIn } from '../reads/times.ts'
import { listed, type Mark, type Stance, stanceOf, statusWord } from '../reads/words.ts'
import { clipped } from './chatMarkup.ts'
import type { News } from './news.ts'

/** What a chat is told, in plain text: each chat's format escapes it in its own way. */
export type Notice = {
  /** "Harbour Books Status". */
  page: string
  /** "Investigating". */
  status: string
  /** The worst state that stands now, where that says more than the status. */
  stance: Stance
  title: string
  /** At most 2,000 characters. */
  text: string
  facts: { term: string; value: string }[]
  url: string
  at: Date
}

export type Teller = { page: { name: string; url: string }; timeZone: string }

/** What there is to say of it in a chat. */
export function chatNotice(news: News, { page, timeZone }: Teller): Notice {
  const times = timesIn(timeZone, news.event.at)
  const name = /\bstatus\b/i.test(page.name) ? page.name : `${page.name} Status`
  return { page: name, at: news.event.at, ...wordsOf(news, times, page.url) }
}

type Words = Omit<Notice, 'page' | 'at'>

function wordsOf(news: News, times: Times, url: string): Words {
  switch (news.about) {
    case 'component':
      return ofComponent(news, url)
    case 'promise':
      return ofPromise(news, times, url)
    case 'story':
      if (news.event.kind === 'postmortem.published' && news.report) return ofReport(news, news.report, url)
      return news.story.maintenance ? ofMaintenance(news, times, url) : ofIncident(news, times, url)
  }
}

type Of<about extends News['about']> = Extract<News, { about: about }>

function ofIncident({ story, update }: Of<'story'>, times: Times, url: string): Words {
  const troubled = changesOf(story, update.id, update.originId).filter(({ newState }) => newState !== 'operational')
  const affected = troubled.map((one) => `${one.name} (${stanceOf(one.newState).word.toLowerCase()})`)
  const by = update.nextUpdateBy
  const status = statusWord(update.status)
  return {
    status,
    stance:
      update.status === 'resolved'
        ? { mark: 'ok', word: status }
        : troubled.length > 0
          ? stanceOf(worstOf(troubled.map(({ newState }) => newState)))
          : { mark: 'none', word: status },
    title: story.row.name,
    text: textOf(update),
    facts: [...fact('Affected', listed(affected)), ...fact('Next update by', by ? clock(times, by) : '')],
    url: `${url}/incidents/${story.row.id}`,
  }
}

function ofMaintenance({ story, update, event }: Of<'story'>, times: Times, url: string): Words {
  const marks: Record<string, Mark> = { completed: 'ok', cancelled: 'none' }
  const word = event.kind === 'maintenance.rescheduled' ? 'Moved' : statusWord(update.status)
  const plan = story.maintenance
  const [from, until] = plan ? times.span(plan.scheduledFor, plan.scheduledUntil) : []
  const when = plan && from && until ? `${from.text} – ${until.text} ${times.zoneWord(plan.scheduledUntil)}` : ''
  return {
    status: `Maintenance: ${word.toLowerCase()}`,
    stance: { mark: marks[update.status] ?? 'maint', word },
    title: story.row.name,
    text: textOf(update),
    facts: [...fact('When', when), ...fact('Components', listed(story.components.map(({ name }) => name)))],
    url: `${url}/incidents/${story.row.id}`,
  }
}

function ofReport({ story }: Of<'story'>, report: NonNullable<Of<'story'>['report']>, url: string): Words {
  return {
    status: 'Report',
    stance: { mark: 'none', word: 'Report' },
    title: report.title,
    text: gist(report.body, report.format, 600),
    facts: fact('About', story.row.name),
    url: `${url}/reports/${story.row.id}`,
  }
}

function ofComponent({ component, before, now }: Of<'component'>, url: string): Words {
  const [was, is] = [stanceOf(before), stanceOf(now)]
  return {
    status: is.word,
    stance: is,
    title: component.name,
    text: `${component.name} is shown as “${is.word}” now; it was “${was.word}”.`,
    facts: [],
    url,
  }
}

function ofPromise({ story, promise }: Of<'promise'>, times: Times, url: string): Words {
  const by = clock(times, promise.by)
  const [status, text] =
    promise.kind === 'postmortem'
      ? ['Report overdue', `A report was promised by ${by}. It is not published yet.`]
      : ['Update overdue', `The next update was promised by ${by}. It has not come yet.`]
  const href = `${url}/incidents/${story.row.id}`
  return { status, stance: { mark: 'none', word: status }, title: story.row.name, text, facts: [], url: href }
}

const fact = (term: string, value: string) => (value ? [{ term, value: clipped(value, 500) }] : [])

const textOf = ({ body, format }: { body: string; format: 'markdown' | 'html' }) => clipped(toText(body, format), 2000)

const clock = (times: Times, at: Date) => `${times.on(at).text} ${times.zoneWord(at)}`

function changesOf(story: Story, ...ids: string[]): ChangeRow[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) === index ? (story.changes.get(id) ?? []) : []))
}
