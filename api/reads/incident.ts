import { type ComponentState, rankOf } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { type ChartView, chartOf } from './chart.ts'
import { spanOf } from './entries.ts'
import {
  affectedLines,
  type IncidentView,
  incidentView,
  isActive,
  lasted,
  type PromiseView,
  worstStance,
} from './incidentView.ts'
import { type MaintenanceView, maintenanceView } from './maintenanceView.ts'
import { daysAwaited } from './offered.ts'
import { type PageView, readPage } from './pageView.ts'
import { type Story, storiesOf } from './stories.ts'
import type { Moment, Times } from './times.ts'
import type { Voice } from './voice.ts'
import type { Stance } from './words.ts'

export type IncidentPage = {
  page: PageView
  kind: 'incident' | 'maintenance'
  active: boolean
  /** The glyph and word over the headline: what is now, not what was worst. */
  stance: Stance
  incident: IncidentView
  /** The window, if it is a maintenance. */
  window: MaintenanceView | undefined
  /** From when to when it really was. */
  from: Moment
  to: Moment | undefined
  /** "CET", as it was then. */
  zone: string
  lasted: string | undefined
  worst: Stance | undefined
  /** Components that are named without any state. */
  unrecorded: string
  promises: { kept: number; all: { by: Moment; kept: Moment | undefined }[] }
  report: { href: string; title: string; published: Moment } | undefined
  /** By when it is promised, while it is not published. */
  reportDue: PromiseView | undefined
  chart: ChartView | undefined
  writtenLater: Moment | undefined
  /** What is still to come, for those who want to follow this one alone. */
  ahead: { updates: boolean; report: boolean }
}

/**
 * The page of one incident or maintenance.
 * @throws missing when there is none
 */
export async function readIncident(ctx: Context, id: string): Promise<IncidentPage> {
  const { page, times, voice } = await readPage(ctx)
  const [story] = await storiesOf(ctx.db.read, [id], page.language)
  if (!story) throw missing('incident')
  const { row, maintenance, report } = story
  const { from, to } = spanOf(story)
  const active = isActive(story)
  const [first, last] = times.span(from, to ?? from)
  const incident = incidentView(story, times, times.dayKey(from))
  return {
    page,
    kind: row.kind,
    active,
    stance: stanceNow(story, incident, voice),
    incident: active && incident.affected ? incident : { ...incident, affectedLines: worstOfEach(story, voice) },
    window: maintenance && maintenanceView(story, times),
    from: first,
    to: to && +to >= +from ? last : undefined,
    zone: times.zoneWord(from),
    lasted: lasted(story, voice),
    worst: row.kind === 'incident' ? worstStance(story, voice) : undefined,
    unrecorded:
      row.kind === 'incident' && story.claims.length === 0
        ? voice.listed(story.components.map(({ name }) => name))
        : '',
    promises: promisesOf(story, times),
    report: report && {
      href: `/reports/${report.id}`,
      title: report.title,
      published: times.fullDate(report.publishedAt),
    },
    reportDue: reportDue(story, times),
    chart: active ? undefined : chartOf(story, times),
    writtenLater: row.backfilledAt ? times.fullDate(row.backfilledAt) : undefined,
    ahead: aheadOf(story, ctx.now()),
  }
}

function reportDue({ promises }: Story, times: Times): PromiseView | undefined {
  const open = promises.findLast((one) => one.kind === 'postmortem' && !one.keptAt && !one.withdrawnAt)
  return open && { by: times.date(open.by), overdue: open.lapsedAt !== null }
}

/** A report is waited for while it runs, for 90 days after, and for as long as one is promised. */
function aheadOf({ row, report, promises }: Story, now: Date): IncidentPage['ahead'] {
  if (row.backfilledAt || row.importedFrom) return { updates: false, report: false }
  const over = row.kind === 'maintenance' ? ['completed', 'cancelled'].includes(row.status) : row.resolvedAt !== null
  const lately = !row.resolvedAt || +now - +row.resolvedAt < daysAwaited * 86_400_000
  const promised = promises.some((one) => one.kind === 'postmortem' && !one.keptAt && !one.withdrawnAt)
  return { updates: !over, report: row.kind === 'incident' && !report && (lately || promised) }
}

function stanceNow({ row }: Story, incident: IncidentView, { statusWord }: Voice): Stance {
  const word = statusWord(row.status === 'postmortem' ? 'resolved' : row.status)
  if (row.kind === 'maintenance')
    return { mark: { completed: 'ok', cancelled: 'none' }[row.status as string] ?? 'maint', word } as Stance
  return row.resolvedAt ? { mark: 'ok', word } : incident.stance
}

/** A sentence per state, with the worst that each component reached. */
function worstOfEach({ claims, components }: Story, voice: Voice): string[] {
  const worst = new Map<string, ComponentState>()
  for (const { componentId, state } of claims)
    if (rankOf(state) > rankOf(worst.get(componentId) ?? 'operational')) worst.set(componentId, state)
  const named = components.flatMap(({ id, name }) =>
    worst.has(id) ? { name, state: worst.get(id) as ComponentState } : [],
  )
  return affectedLines(named, voice)
}

/** Promises whose time has come, in order, and how many were kept. */
function promisesOf({ row, promises }: Story, times: Times): IncidentPage['promises'] {
  const settled = promises.filter((one) => one.kind === 'update' && !one.withdrawnAt && (one.keptAt || one.lapsedAt))
  const day = times.dayKey(row.startedAt)
  return {
    kept: settled.filter((one) => one.keptAt && !one.lapsedAt).length,
    all: settled.map((one) => ({
      by: times.within(day, one.by),
      kept: one.keptAt ? times.within(day, one.keptAt) : undefined,
    })),
  }
}
