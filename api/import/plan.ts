import { incidentStatuses, type Status } from '../../db/vocabulary.ts'
import { type PlannedUpdate, planUpdates } from './planUpdates.ts'
import type { Note } from './report.ts'
import { Component, fault, Incident } from './shape.ts'
import { leftInTrouble, type Span, spansOf } from './statesOf.ts'

/** One incident or maintenance as it will stand in our tables. */
export type Planned = {
  source: Incident
  kind: 'incident' | 'maintenance'
  status: Status
  startedAt: Date
  resolvedAt: Date | null
  /** Oldest first. */
  updates: PlannedUpdate[]
  spans: Span[]
  /** Ids of every component that it names, in its order. */
  attached: string[]
}

export type Plan = { planned?: Planned; updatesInFile: number; updatesLeftOut: number; notes: Note[] }

/** What has been met in this file, so that nothing is taken twice. */
export type Seen = { incidents: Set<string>; updates: Set<string> }

const over = ['resolved', 'postmortem', 'completed']

/** Reads one item of the file; what cannot be taken is named with its reason, never thrown. */
export function planIncident(item: unknown, place: number, seen: Seen): Plan {
  const notes: Note[] = []
  const inFile = countUpdates(item)
  const refuse = (about: string, reason: string): Plan => {
    notes.push({ kind: 'left out', about, reason })
    return { notes, updatesInFile: inFile, updatesLeftOut: inFile }
  }
  const parsed = Incident.safeParse(item)
  if (!parsed.success) return refuse(idOf(item) ?? `item ${place}`, fault(parsed.error))
  const source = parsed.data
  if (seen.incidents.has(source.id)) return refuse(source.id, 'its id is in the file twice; the first was taken')
  seen.incidents.add(source.id)

  const { updates, leftOut } = planUpdates(source, seen.updates, notes)
  const newest = updates.at(-1)
  if (!newest) return refuse(source.id, 'it has no update that could be shown')
  const status = source.status ?? newest.status
  const kind = isMaintenance(source, status) ? 'maintenance' : 'incident'
  if (kind === 'maintenance' && status !== 'completed')
    return refuse(source.id, 'it is a maintenance that is not completed; schedule it anew')
  const planned = complete(source, kind, status, updates)
  remark(planned, notes)
  return { planned, notes, updatesInFile: inFile, updatesLeftOut: leftOut }
}

function complete(source: Incident, kind: Planned['kind'], status: Status, updates: PlannedUpdate[]): Planned {
  const [first] = updates as [PlannedUpdate]
  const newest = updates.at(-1) as PlannedUpdate
  const ending = updates.find((update) => update.status === 'resolved' || update.status === 'completed') ?? newest
  const resolvedAt = over.includes(status) ? (source.resolved_at ?? ending.displayAt) : null
  return {
    source,
    kind,
    status,
    startedAt: source.started_at ?? source.created_at ?? first.displayAt,
    resolvedAt,
    updates,
    spans: spansOf(updates, resolvedAt ?? newest.displayAt),
    attached: [
      ...new Set([...listedIds(source), ...updates.flatMap(({ affected }) => affected.map(({ code }) => code))]),
    ],
  }
}

function remark({ source, kind, status, startedAt, resolvedAt, updates }: Planned, notes: Note[]) {
  const say = (reason: string) => notes.push({ kind: 'remark', about: source.id, reason })
  if (resolvedAt && resolvedAt < startedAt) say('it ends before it starts; its times are kept as given')
  if (!resolvedAt) say('it is not resolved; it stands in the history and opens no banner')
  if (status !== updates.at(-1)?.status)
    say(`its newest update does not say "${status}" as it does itself; kept as given`)
  if (leftInTrouble(updates).length > 0)
    say('it was resolved while it named a component as not working; that state ends with the incident')
  if (kind === 'maintenance' && !source.scheduled_for)
    say('it is a maintenance without a window; its own times are used')
}

function isMaintenance(source: Incident, status: Status): boolean {
  return Boolean(source.scheduled_for) || !(incidentStatuses as readonly string[]).includes(status)
}

function listedIds(source: Incident): string[] {
  return (source.components ?? []).flatMap((item) => Component.safeParse(item).data?.id ?? [])
}

function idOf(item: unknown): string | undefined {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'string' && /^[a-z0-9]{1,64}$/.test(id) ? id : undefined
}

function countUpdates(item: unknown): number {
  const list = typeof item === 'object' && item !== null && 'incident_updates' in item ? item.incident_updates : []
  return Array.isArray(list) ? list.length : 0
}
