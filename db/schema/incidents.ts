import { type AnySQLiteColumn, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ComponentState, Impact, Severity, Status } from '../vocabulary.ts'
import { flag, instant } from './columns.ts'
import { components } from './components.ts'

/** Incidents and maintenances; what only a maintenance has stands 1:1 in `maintenances`. */
export const incidents = sqliteTable(
  'incidents',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<'incident' | 'maintenance'>().notNull(),
    name: text('name').notNull(),
    /** A cache of the newest update; only `deriveStatus` computes it. */
    status: text('status').$type<Status>().notNull(),
    impact: text('impact').$type<Impact>().notNull(),
    impactOverride: text('impact_override').$type<Impact>(),
    severity: text('severity').$type<Severity>(),
    /** What customers can do meanwhile, and what is not affected: both public, both optional. */
    advice: text('advice'),
    notAffected: text('not_affected'),
    startedAt: instant('started_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    identifiedAt: instant('identified_at'),
    monitoringAt: instant('monitoring_at'),
    resolvedAt: instant('resolved_at'),
    /** Written down after the fact: tells nobody, opens no banner, enters no feed as new. */
    backfilledAt: instant('backfilled_at'),
    importedFrom: text('imported_from'),
  },
  (t) => [index('incidents_by_start').on(t.kind, t.startedAt), index('incidents_by_status').on(t.status)],
)

export const maintenances = sqliteTable('maintenances', {
  incidentId: text('incident_id')
    .primaryKey()
    .references(() => incidents.id),
  scheduledFor: instant('scheduled_for').notNull(),
  scheduledUntil: instant('scheduled_until').notNull(),
  timeZone: text('time_zone').notNull(),
  autoBegin: flag('auto_begin').notNull().default(true),
  autoComplete: flag('auto_complete').notNull().default(true),
  beganAt: instant('began_at'),
  completedAt: instant('completed_at'),
  cancelledAt: instant('cancelled_at'),
  /** Raised by each reschedule: a calendar's SEQUENCE, and a due row's claim to be current. */
  sequence: integer('sequence').notNull().default(0),
})

/** Every component ever attached; each update repeats them all. */
export const incidentComponents = sqliteTable(
  'incident_components',
  {
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
    componentId: text('component_id')
      .notNull()
      .references(() => components.id),
    position: integer('position').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.incidentId, t.componentId] }),
    index('incident_components_by_component').on(t.componentId),
  ],
)

/** One dated post. A correction or retraction is a newer row that names the one it replaces. */
export const updates = sqliteTable(
  'updates',
  {
    id: text('id').primaryKey(),
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
    /** The first of its chain of corrections: what feeds and mails call this update for ever. */
    originId: text('origin_id').notNull(),
    replaces: text('replaces').references((): AnySQLiteColumn => updates.id),
    replacedAt: instant('replaced_at'),
    /** Set on a row that withdraws: the public reason stands in `body`. */
    retractedAt: instant('retracted_at'),
    status: text('status').$type<Status>().notNull(),
    body: text('body').notNull(),
    /** Imported bodies are cleaned HTML; ours are Markdown. */
    format: text('format').$type<'markdown' | 'html'>().notNull().default('markdown'),
    language: text('language').notNull(),
    displayAt: instant('display_at').notNull(),
    createdAt: instant('created_at').notNull(),
    author: text('author').notNull(),
    notify: flag('notify').notNull().default(true),
    nextUpdateBy: instant('next_update_by'),
  },
  (t) => [index('updates_by_incident').on(t.incidentId, t.displayAt), index('updates_by_origin').on(t.originId)],
)

export const updateTranslations = sqliteTable(
  'update_translations',
  {
    updateId: text('update_id')
      .notNull()
      .references(() => updates.id),
    language: text('language').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.updateId, t.language] })],
)

/** What an update did to each attached component, with the name as it was then. */
export const updateComponents = sqliteTable(
  'update_components',
  {
    updateId: text('update_id')
      .notNull()
      .references(() => updates.id),
    /** No foreign key: an imported update may name a component that the source no longer lists. */
    componentId: text('component_id').notNull(),
    name: text('name').notNull(),
    oldState: text('old_state').$type<ComponentState>().notNull(),
    newState: text('new_state').$type<ComponentState>().notNull(),
    position: integer('position').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.updateId, t.componentId] })],
)
