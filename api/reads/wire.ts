import type { components } from '../../db/schema.ts'
import { type ComponentState, worstOf } from '../../db/vocabulary.ts'
import { toText } from '../context/text.ts'
import type { Story, UpdateRow } from './stories.ts'

export type ComponentRow = typeof components.$inferSelect

/** What every object of the Statuspage format needs to know of the page. */
export type Frame = {
  pageId: string
  /** Without a trailing slash. */
  url: string
  /** An instant as the page's zone writes it, with milliseconds and offset. */
  iso: (at: Date) => string
  /** Every component, retired ones too. */
  components: ComponentRow[]
  states: Map<string, ComponentState>
  /** When a component's state last changed. */
  changed: Map<string, Date>
}

export type WireComponent = ReturnType<typeof wireComponent>
export type WireIncident = ReturnType<typeof wireIncident>

/** All that the page lists: top-level rows by position, each group followed by its own, positions counted inside each. */
export function wireComponents(frame: Frame): WireComponent[] {
  const top = listed(frame, null)
  return top
    .flatMap((row) => [row, ...(row.isGroup ? listed(frame, row.id) : [])])
    .map((row) => wireComponent(frame, row))
}

/** The shown states of what customers use: groups are left out. */
export function leafStates(frame: Frame): ComponentState[] {
  return frame.components.filter((row) => !row.isGroup && !row.retiredAt).map((row) => stateOf(frame, row))
}

export function wireComponent(frame: Frame, row: ComponentRow) {
  const siblings = listed(frame, row.groupId)
  return {
    id: row.id,
    name: row.name,
    status: stateOf(frame, row),
    created_at: frame.iso(row.createdAt),
    updated_at: frame.iso(later(row.updatedAt, frame.changed.get(row.id))),
    position: siblings.findIndex(({ id }) => id === row.id) + 1 || siblings.length + 1,
    description: row.description,
    showcase: row.showcase,
    start_date: row.startDate,
    group_id: row.groupId,
    page_id: frame.pageId,
    group: row.isGroup,
    only_show_if_degraded: row.onlyShowIfDegraded,
    ...(row.isGroup ? { components: listed(frame, row.id).map(({ id }) => id) } : {}),
  }
}

/** An incident or a maintenance. What was withdrawn is said to be; what was corrected stands once, under its first id. */
export function wireIncident(frame: Frame, story: Story) {
  const { row, maintenance } = story
  const at = (time: Date | null) => (time ? frame.iso(time) : null)
  const attached = new Set(story.components.map(({ id }) => id))
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    // Written down afterwards: clients order by this, and it is not new.
    created_at: frame.iso(row.backfilledAt ? row.startedAt : row.createdAt),
    updated_at: frame.iso(row.updatedAt),
    monitoring_at: at(row.monitoringAt),
    resolved_at: at(row.resolvedAt),
    impact: row.impactOverride ?? row.impact,
    shortlink: `${frame.url}/incidents/${row.id}`,
    started_at: frame.iso(maintenance ? row.createdAt : row.startedAt),
    page_id: frame.pageId,
    incident_updates: story.updates
      .filter((update) => !update.replacedAt)
      .map((update) => wireUpdate(frame, story, update)),
    components: frame.components.filter(({ id }) => attached.has(id)).map((one) => wireComponent(frame, one)),
    ...(maintenance
      ? { scheduled_for: frame.iso(maintenance.scheduledFor), scheduled_until: frame.iso(maintenance.scheduledUntil) }
      : {}),
    reminder_intervals: null,
    // Ours: the promise that stands, overdue or not.
    next_update_by: at(story.promises.find(stands('update'))?.by ?? null),
    postmortem_by: at(story.promises.find(stands('postmortem'))?.by ?? null),
  }
}

type Promised = Story['promises'][number]

const stands =
  (what: Promised['kind']) =>
  ({ kind, keptAt, withdrawnAt }: Promised): boolean =>
    kind === what && !keptAt && !withdrawnAt

function wireUpdate(frame: Frame, story: Story, update: UpdateRow) {
  const origin = story.updates.find(({ id }) => id === update.originId) ?? update
  const affected = story.changes.get(update.id) ?? story.changes.get(update.originId) ?? []
  return {
    id: update.originId,
    status: update.status,
    body: lightHtml(update),
    incident_id: update.incidentId,
    created_at: frame.iso(origin.createdAt),
    updated_at: frame.iso(update.createdAt),
    display_at: frame.iso(update.displayAt),
    affected_components:
      affected.length === 0
        ? null
        : affected.map((one) => ({
            code: one.componentId,
            name: one.name,
            old_status: one.oldState,
            new_status: one.newState,
          })),
    deliver_notifications: update.notify,
    custom_tweet: null,
    tweet_id: null,
  }
}

/** A text as it was posted or published. */
export type Wording = Pick<UpdateRow, 'body' | 'format'> & { retractedAt?: Date | null }

/** Text with line breaks, as clients know it: some insert it as HTML, so what a person typed is escaped. */
export function lightHtml({ body, format, retractedAt = null }: Wording): string {
  if (format === 'html') return withoutParagraphs(body)
  const text = retractedAt ? `This update was withdrawn: ${toText(body, format)}` : toText(body, format)
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br />')
}

/** The format knows line breaks, and a single paragraph would be one too many. */
function withoutParagraphs(html: string): string {
  return html
    .trim()
    .replace(/<\/p>\s*<p>/g, '<br /><br />')
    .replace(/^<p>([\s\S]*)<\/p>$/, (whole, inner: string) => (inner.includes('<p>') ? whole : inner))
}

function listed(frame: Frame, groupId: string | null): ComponentRow[] {
  return frame.components
    .filter((row) => !row.retiredAt && row.groupId === groupId)
    .sort((a, b) => a.position - b.position || +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1))
}

function stateOf(frame: Frame, row: ComponentRow): ComponentState {
  if (!row.isGroup) return frame.states.get(row.id) ?? 'operational'
  return worstOf(listed(frame, row.id).map((one) => stateOf(frame, one)))
}

function later(a: Date, b: Date | undefined): Date {
  return b && b > a ? b : a
}
