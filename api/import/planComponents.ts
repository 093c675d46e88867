import type { components } from '../../db/schema.ts'
import type { Planned } from './plan.ts'
import { Component } from './shape.ts'

type Row = typeof components.$inferInsert
/** `listed`: the source shows it still; else only old updates name it. */
export type PlannedComponent = { row: Row; listed: boolean }

/** Every component that the file knows, groups first, in the source's order; the newest description of each. */
export function planComponents(planned: readonly Planned[], listedApart: readonly unknown[]): PlannedComponent[] {
  const newest = newestOf([...planned.flatMap(({ source }) => source.components ?? []), ...listedApart])
  const groups = new Set([...newest.values()].filter(({ group }) => group).map(({ id }) => id))
  const listed = [...newest.values()].map((component) => ({ row: rowOf(component, groups), listed: true }))
  const nameless = namedOnly(planned, newest)
  // An export without any list of components: then those that updates name are all there is.
  const only = nameless.map((row) => ({
    row: listed.length > 0 ? row : { ...row, retiredAt: null },
    listed: listed.length === 0,
  }))
  return positioned([...listed, ...only])
}

function newestOf(items: unknown[]): Map<string, Component> {
  const newest = new Map<string, Component>()
  for (const item of items) {
    const { data } = Component.safeParse(item)
    if (!data) continue
    const known = newest.get(data.id)
    if (!known || +(data.updated_at ?? 0) > +(known.updated_at ?? 0)) newest.set(data.id, data)
  }
  return newest
}

function rowOf(source: Component, groups: Set<string>): Row {
  const createdAt = source.created_at ?? source.updated_at ?? new Date(0)
  return {
    id: source.id,
    name: source.name.slice(0, 200),
    description: source.description?.slice(0, 2000) ?? null,
    isGroup: source.group ?? false,
    groupId: source.group_id && groups.has(source.group_id) && !source.group ? source.group_id : null,
    position: source.position ?? 0,
    showcase: source.showcase ?? true,
    onlyShowIfDegraded: source.only_show_if_degraded ?? false,
    startDate: source.start_date ?? null,
    createdAt,
    updatedAt: source.updated_at ?? createdAt,
  }
}

/** Named in updates but listed nowhere: it lived from its first mention to its last. */
function namedOnly(planned: readonly Planned[], listed: Map<string, unknown>): Row[] {
  const rows = new Map<string, Row & { updatedAt: Date }>()
  for (const { updates } of planned)
    for (const { affected, displayAt } of updates)
      for (const { code, name } of affected) {
        if (listed.has(code)) continue
        const row = rows.get(code) ?? {
          id: code,
          name: name || code,
          position: 0,
          createdAt: displayAt,
          updatedAt: displayAt,
        }
        if (displayAt < row.createdAt) row.createdAt = displayAt
        if (displayAt >= row.updatedAt)
          Object.assign(row, { name: name.slice(0, 200) || code, updatedAt: displayAt, retiredAt: displayAt })
        rows.set(code, row)
      }
  return [...rows.values()]
}

/** 1, 2, 3 … inside each group, in the source's order; groups come before what stands in them. */
function positioned(planned: PlannedComponent[]): PlannedComponent[] {
  const inOrder = planned.toSorted(
    (a, b) =>
      Number(b.listed) - Number(a.listed) ||
      a.row.position - b.row.position ||
      a.row.name.localeCompare(b.row.name, 'en'),
  )
  const last = new Map<string, number>()
  for (const { row } of inOrder) {
    row.position = (last.get(row.groupId ?? '') ?? 0) + 1
    last.set(row.groupId ?? '', row.position)
  }
  return inOrder.toSorted((a, b) => Number(b.row.isGroup ?? false) - Number(a.row.isGroup ?? false))
}
