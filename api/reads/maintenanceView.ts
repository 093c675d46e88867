import { toHtml } from '../context/text.ts'
import type { Story } from './stories.ts'
import type { Moment, Times } from './times.ts'
import { listed, type Stance, statusWord } from './words.ts'

export type MaintenanceView = {
  id: string
  href: string
  name: string
  stance: Stance
  underWay: boolean
  from: Moment
  until: Moment
  zone: string
  /** What was announced, and what was said since by a person. */
  html: string
  news: string
  /** "Search and Photos"; empty when it names none. */
  components: string
}

/** A planned or running maintenance as a line of the home page. */
export function maintenanceView(story: Story, times: Times): MaintenanceView {
  const { row, maintenance } = story
  const [from, until] = times.span(
    maintenance?.scheduledFor ?? row.startedAt,
    maintenance?.scheduledUntil ?? row.startedAt,
  )
  const standing = story.updates.filter((update) => !update.replacedAt && !update.retractedAt)
  const plan = standing.find((update) => update.status === 'scheduled')
  const newest = standing.find((update) => update.author !== 'clock' && update.status !== 'scheduled')
  return {
    id: row.id,
    href: `/incidents/${row.id}`,
    name: row.name,
    stance: { mark: 'maint', word: statusWord(row.status) },
    underWay: row.status === 'in_progress' || row.status === 'verifying',
    from,
    until,
    zone: times.zoneWord(maintenance?.scheduledUntil ?? row.startedAt),
    html: plan ? toHtml(plan.body, plan.format) : '',
    news: newest ? toHtml(newest.body, newest.format) : '',
    components: listed(story.components.map(({ name }) => name)),
  }
}
