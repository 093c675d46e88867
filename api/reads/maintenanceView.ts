import { toHtml } from '../context/text.ts'
import type { Story } from './stories.ts'
import { isClock, type Moment, type Times } from './times.ts'
import { originalOf } from './updatesView.ts'
import type { Stance } from './words.ts'

export type MaintenanceView = {
  id: string
  href: string
  name: string
  stance: Stance
  underWay: boolean
  from: Moment
  until: Moment
  /** The same in two lines for a narrow column: the day, then the hours; undefined where it ends on another day. */
  day: { date: Moment; from: Moment } | undefined
  zone: string
  /** What was announced, and what was said since by a person. */
  html: string
  news: string
  /** Of its name, and of each text, where it is not the page's. */
  lang: string | undefined
  langs: { html: string | undefined; news: string | undefined }
  /** "Search and Photos"; empty when it names none. */
  components: string
}

/** A planned or running maintenance as a line of the home page. */
export function maintenanceView(story: Story, times: Times): MaintenanceView {
  const { row, maintenance } = story
  const begins = maintenance?.scheduledFor ?? row.startedAt
  const [from, until] = times.span(begins, maintenance?.scheduledUntil ?? begins)
  const standing = story.updates.filter((update) => !update.replacedAt && !update.retractedAt)
  const plan = standing.find((update) => update.status === 'scheduled')
  const newest = standing.find((update) => update.author !== 'clock' && update.status !== 'scheduled')
  const langOf = (language: string | undefined) => originalOf(language, times.voice)?.language
  return {
    id: row.id,
    href: `/incidents/${row.id}`,
    name: row.name,
    stance: { mark: 'maint', word: times.voice.statusWord(row.status) },
    underWay: row.status === 'in_progress' || row.status === 'verifying',
    from,
    until,
    day: !isClock(until) ? undefined : { date: times.date(begins), from: times.at(begins) },
    zone: times.zoneWord(maintenance?.scheduledUntil ?? row.startedAt),
    html: plan ? toHtml(plan.body, plan.format) : '',
    news: newest ? toHtml(newest.body, newest.format) : '',
    lang: langOf(story.language),
    langs: { html: langOf(plan?.language), news: langOf(newest?.language) },
    components: times.voice.listed(story.components.map(({ name }) => name)),
  }
}
