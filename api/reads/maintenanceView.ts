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
  /** The newest word on it. */
  html: string
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
  const newest = story.updates.find((update) => !update.replacedAt && !update.retractedAt)
  return {
    id: row.id,
    href: `/incidents/${row.id}`,
    name: row.name,
    stance: { mark: 'maint', word: statusWord(row.status) },
    underWay: row.status === 'in_progress' || row.status === 'verifying',
    from,
    until,
    zone: times.zoneWord(maintenance?.scheduledUntil ?? row.startedAt),
    html: newest ? toHtml(newest.body, newest.format) : '',
    components: listed(story.components.map(({ name }) => name)),
  }
}
