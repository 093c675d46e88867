import type { events } from '../../db/schema.ts'
import type { EventKind, Severity } from '../../db/vocabulary.ts'
import type { Times } from './times.ts'

type EventRow = typeof events.$inferSelect
type Saying = { who: (ref: string) => string; times: Times }
type Payload = Record<string, unknown>

/** A fact of the log in one line for the internal timeline; undefined where a post beside it says it already. */
export function factOf(event: EventRow, { who, times }: Saying): string | undefined {
  const before = (event.before ?? {}) as Payload
  const after = (event.after ?? {}) as Payload
  const by = who(event.actor)
  const lines: { [kind in EventKind]?: () => string | undefined } = {
    'incident.opened': () => (after.severity ? `Opened as ${after.severity}` : undefined),
    'incident.classified': () => `${severityOf(before.severity)} became ${severityOf(after.severity)}. ${by}`,
    'incident.changed': () => `${changeOf(before, after)} ${by}`,
    'incident.corrected': () => `An update was corrected. ${by}`,
    'incident.retracted': () => `An update was withdrawn. ${by}`,
    'incident.imported': () => 'Imported from another status page',
    'deliveries.resent': () => `Told once more ${after.count} who were not reached. ${by}`,
    'promise.lapsed': () => `The promise of ${times.on(new Date(String(after.by))).text} passed without a word`,
    'maintenance.rescheduled': () => `Moved from ${times.on(new Date(String(before.scheduledFor))).text}`,
    'postmortem.promised': () =>
      after.by
        ? `The report was promised by ${times.date(new Date(String(after.by))).text}. ${by}`
        : `The promise of a report was taken back. ${by}`,
    'postmortem.drafted': () => `The report was worked on. ${by}`,
    'postmortem.published': () => `The report was published. ${by}`,
    'postmortem.corrected': () => `The report was corrected. ${by}`,
  }
  return lines[event.kind]?.()
}

const severityOf = (severity: unknown) => (severity as Severity | null) ?? 'No severity'

const fieldNames: Record<string, string> = {
  name: 'The headline',
  advice: 'What customers can do',
  notAffected: 'What is not affected',
  impactOverride: 'The public impact',
}

/** "The headline changed, before: “Checkout is slow”." */
function changeOf(before: Payload, after: Payload): string {
  return Object.keys(after)
    .map((field) => `${fieldNames[field] ?? field} changed${before[field] ? `, before: “${before[field]}”` : ''}.`)
    .join(' ')
}
