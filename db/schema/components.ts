import { type AnySQLiteColumn, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Cause, ComponentState } from '../vocabulary.ts'
import { flag, instant } from './columns.ts'

/** Components and groups share one id space; a group is a row that others name as theirs. */
export const components = sqliteTable(
  'components',
  {
    id: text('id').primaryKey(),
    isGroup: flag('is_group').notNull().default(false),
    groupId: text('group_id').references((): AnySQLiteColumn => components.id),
    name: text('name').notNull(),
    description: text('description'),
    position: integer('position').notNull(),
    showcase: flag('showcase').notNull().default(true),
    onlyShowIfDegraded: flag('only_show_if_degraded').notNull().default(false),
    /** Calendar day (YYYY-MM-DD, page zone) before which uptime is unknown. */
    startDate: text('start_date'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    retiredAt: instant('retired_at'),
  },
  (t) => [index('components_by_group').on(t.groupId, t.position)],
)

/** "This component is in this state from … to …, because of …". Never overwritten: a newer row names the one it replaces. */
export const claims = sqliteTable(
  'claims',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    componentId: text('component_id')
      .notNull()
      .references(() => components.id),
    state: text('state').$type<ComponentState>().notNull(),
    cause: text('cause').$type<Cause>().notNull(),
    /** The incident, maintenance, alert or person behind it, by the id that its cause uses. */
    causeId: text('cause_id').notNull(),
    beganAt: instant('began_at').notNull(),
    endedAt: instant('ended_at'),
    replaces: integer('replaces').references((): AnySQLiteColumn => claims.id),
    /** A replaced claim counts nowhere; the row stays as the record of what was said. */
    replacedAt: instant('replaced_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('claims_by_component').on(t.componentId, t.beganAt),
    index('claims_by_cause').on(t.cause, t.causeId),
    index('claims_open').on(t.endedAt, t.replacedAt),
  ],
)
