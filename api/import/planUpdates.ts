import type { ComponentState, Status } from '../../db/vocabulary.ts'
import { cleanHtml } from '../context/cleanHtml.ts'
import type { Note } from './report.ts'
import { Affected, fault, type Incident, Update } from './shape.ts'

export type PlannedAffected = { code: string; name: string; oldState: ComponentState; newState: ComponentState }

export type PlannedUpdate = {
  id: string
  status: Status
  /** Cleaned HTML. */
  body: string
  displayAt: Date
  createdAt: Date
  notified: boolean
  affected: PlannedAffected[]
}

/** Markup that is left out, and whose absence a reader may notice. */
const shown = /<(img|iframe|video|object|svg|form|input)[\s/>]/i

/** An incident's updates, oldest first as they are shown; ids met before are left out. */
export function planUpdates(
  source: Incident,
  seen: Set<string>,
  notes: Note[],
): { updates: PlannedUpdate[]; leftOut: number } {
  const items = source.incident_updates ?? []
  const updates: PlannedUpdate[] = []
  // The file has the newest first: read from its end, equal times keep their order.
  for (const item of items.toReversed()) {
    const read = readUpdate(item, source, seen)
    if (typeof read === 'string') notes.push({ kind: 'left out', about: source.id, reason: `an update: ${read}` })
    else updates.push(read)
  }
  if (items.some((item) => shown.test(bodyOf(item))))
    notes.push({
      kind: 'remark',
      about: source.id,
      reason: 'a picture or other embedded thing in its text was left out',
    })
  updates.sort((a, b) => +a.displayAt - +b.displayAt || +a.createdAt - +b.createdAt)
  return { updates, leftOut: items.length - updates.length }
}

/** @returns the reason, as half a sentence, when it cannot be taken */
function readUpdate(item: unknown, source: Incident, seen: Set<string>): PlannedUpdate | string {
  const parsed = Update.safeParse(item)
  if (!parsed.success) return fault(parsed.error)
  const { id, status, body, created_at, display_at, affected_components, deliver_notifications } = parsed.data
  const displayAt = display_at ?? created_at ?? source.created_at
  if (!displayAt) return 'it has no time'
  if (seen.has(id)) return 'its id is in the file twice; the first was taken'
  seen.add(id)
  return {
    id,
    status,
    body: cleanHtml(body ?? ''),
    displayAt,
    createdAt: created_at ?? displayAt,
    notified: deliver_notifications ?? false,
    affected: affectedOf(affected_components ?? []),
  }
}

/** Entries without a code (old exports say in one that nothing was affected) or without any state say nothing. */
function affectedOf(items: unknown[]): PlannedAffected[] {
  const byCode = new Map<string, PlannedAffected>()
  for (const item of items) {
    const parsed = Affected.safeParse(item)
    if (!parsed.success) continue
    const { code, name, old_status, new_status } = parsed.data
    const newState = new_status ?? old_status
    if (newState) byCode.set(code, { code, name, oldState: old_status ?? newState, newState })
  }
  return [...byCode.values()]
}

function bodyOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'body' in item && typeof item.body === 'string' ? item.body : ''
}
