import { eq } from 'drizzle-orm'
import { postmortems } from '../../db/schema.ts'
import type { ComponentState, Severity, Status } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { incidentView, isActive, lasted, worstStance } from './incidentView.ts'
import { type Choice, choicesOf } from './manageChoices.ts'
import { type TimelineEntry, timelineOf } from './manageTimeline.ts'
import { type Span, spanSince, spanUntil } from './manageTimes.ts'
import { readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment } from './times.ts'
import { type Stance, stanceOf, statusWord } from './words.ts'

export type IncidentDesk = {
  id: string
  name: string
  /** What it was called where the form was opened; the form sends it back. */
  status: Status
  statusWord: string
  severity: Severity | undefined
  stance: Stance
  running: boolean
  imported: boolean
  publicHref: string
  started: Moment
  since: Span
  lasted: string | undefined
  ended: Moment | undefined
  promise: (Span & { overdue: boolean }) | undefined
  kept: string | undefined
  lastPost: Span | undefined
  affected: { name: string; stance: Stance }[]
  choices: Choice[]
  advice: string
  notAffected: string
  timeline: TimelineEntry[]
  report: 'none' | 'draft' | 'published'
  /** The newest post when the form was opened: a later one means that somebody was quicker. */
  seen: string
  milestones: { term: string; at: Moment | undefined }[]
}

/** @throws missing when there is no such incident */
export async function readIncidentDesk(ctx: Context, id: string): Promise<IncidentDesk> {
  const { times, now } = await readPage(ctx)
  const [story] = await storiesOf(ctx.db.read, [id])
  if (story?.row.kind !== 'incident') throw missing('incident')
  const { row } = story
  const states = statesNow(story)
  const [timeline, choices, report] = await Promise.all([
    timelineOf(ctx, story, times),
    choicesOf(ctx, states),
    reportState(ctx, story),
  ])
  const running = isActive(story)
  const open = story.promises.filter((one) => one.kind === 'update' && !one.keptAt && !one.withdrawnAt).at(-1)
  const last = story.updates.find((update) => !update.replacedAt && !update.retractedAt)
  const on = (at: Date | null) => (at ? times.on(at) : undefined)
  return {
    id,
    name: row.name,
    status: row.status,
    statusWord: statusWord(row.status),
    severity: row.severity ?? undefined,
    stance: running ? incidentView(story, times).stance : worstStance(story),
    running,
    imported: row.importedFrom !== null,
    publicHref: `/incidents/${id}`,
    started: times.on(row.startedAt),
    since: spanSince(row.startedAt, times, now),
    lasted: lasted(story),
    ended: on(row.resolvedAt),
    promise: open && { ...spanUntil(open.by, times, now), overdue: open.by <= now },
    kept: keptOf(story, now),
    lastPost: last && spanSince(last.displayAt, times, now),
    affected: story.components.map((one) => ({
      name: one.name,
      stance: stanceOf(states.get(one.id) ?? 'operational'),
    })),
    choices,
    advice: row.advice ?? '',
    notAffected: row.notAffected ?? '',
    timeline,
    report,
    seen: story.updates[0]?.id ?? '',
    milestones: [
      { term: 'Started', at: on(row.startedAt) },
      { term: 'Identified', at: on(row.identifiedAt) },
      { term: 'Monitoring', at: on(row.monitoringAt) },
      { term: 'Resolved', at: on(row.resolvedAt) },
    ],
  }
}

/** What this incident, and nothing else, says of its components now. */
function statesNow({ claims, components }: Story): Map<string, ComponentState> {
  const open = new Map(claims.filter((claim) => !claim.endedAt).map((claim) => [claim.componentId, claim.state]))
  return new Map(components.map(({ id }) => [id, open.get(id) ?? 'operational']))
}

function keptOf({ promises }: Story, now: Date): string | undefined {
  const due = promises.filter((one) => !one.withdrawnAt && (one.keptAt || one.by <= now))
  const kept = due.filter((one) => one.keptAt && one.keptAt <= one.by)
  return due.length > 0 ? `${kept.length} of ${due.length} kept so far` : undefined
}

async function reportState(ctx: Context, { row, report }: Story): Promise<IncidentDesk['report']> {
  if (report) return 'published'
  const [draft] = await ctx.db.read
    .select({ id: postmortems.incidentId })
    .from(postmortems)
    .where(eq(postmortems.incidentId, row.id))
  return draft ? 'draft' : 'none'
}
