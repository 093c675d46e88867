import type { publications } from '../../db/schema.ts'
import type { Story } from './stories.ts'
import { type Frame, lightHtml, wireIncident } from './wire.ts'

export type WireNotice = ReturnType<typeof wireNotice>

/** One incident or maintenance with all that the format has room for, as webhooks and the incident's own JSON say it. */
export function wireNotice(frame: Frame, story: Story, report: typeof publications.$inferSelect | undefined) {
  const { row, maintenance } = story
  const incident = wireIncident(frame, story)
  const at = (time: Date | null | undefined) => (time ? frame.iso(time) : null)
  return {
    ...incident,
    incident_updates: incident.incident_updates.map((update) => ({
      ...update,
      twitter_updated_at: null,
      wants_twitter_update: false,
    })),
    backfilled: row.backfilledAt !== null,
    impact_override: row.impactOverride,
    postmortem_body: report ? lightHtml(report) : null,
    postmortem_body_last_updated_at: at(report?.publishedAt),
    postmortem_ignored: false,
    postmortem_notified_subscribers: story.updates.some(({ status, notify }) => status === 'postmortem' && notify),
    postmortem_notified_twitter: false,
    postmortem_published_at: at(story.report?.publishedAt),
    scheduled_auto_completed: maintenance?.autoComplete ?? false,
    scheduled_auto_in_progress: maintenance?.autoBegin ?? false,
    scheduled_for: at(maintenance?.scheduledFor),
    scheduled_remind_prior: false,
    scheduled_reminded_at: null,
    scheduled_until: at(maintenance?.scheduledUntil),
  }
}
