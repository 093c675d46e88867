import { type AnySQLiteColumn, index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ActionItemState } from '../vocabulary.ts'
import { flag, instant } from './columns.ts'
import { incidents } from './incidents.ts'

/** The working copy: the internal review, and the draft of the customer-facing summary. Two texts, neither public. */
export const postmortems = sqliteTable('postmortems', {
  incidentId: text('incident_id')
    .primaryKey()
    .references(() => incidents.id),
  review: text('review'),
  draftTitle: text('draft_title'),
  draftBody: text('draft_body'),
  draftUpdatedAt: instant('draft_updated_at'),
  publishedAt: instant('published_at'),
  createdAt: instant('created_at').notNull(),
})

/** What was published, word for word. A correction is a newer row that names the one it replaces. */
export const publications = sqliteTable(
  'publications',
  {
    id: text('id').primaryKey(),
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    format: text('format').$type<'markdown' | 'html'>().notNull().default('markdown'),
    author: text('author').notNull(),
    publishedAt: instant('published_at').notNull(),
    replaces: text('replaces').references((): AnySQLiteColumn => publications.id),
    replacedAt: instant('replaced_at'),
    /** One public sentence on what a correction changed. */
    note: text('note'),
  },
  (t) => [index('publications_by_incident').on(t.incidentId, t.publishedAt)],
)

export const actionItems = sqliteTable('action_items', {
  id: text('id').primaryKey(),
  incidentId: text('incident_id')
    .notNull()
    .references(() => incidents.id),
  title: text('title').notNull(),
  owner: text('owner').notNull(),
  dueOn: text('due_on').notNull(),
  state: text('state').$type<ActionItemState>().notNull().default('open'),
  public: flag('public').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  settledAt: instant('settled_at'),
})

/** A public time by which something will be said. */
export const promises = sqliteTable(
  'promises',
  {
    id: text('id').primaryKey(),
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
    kind: text('kind').$type<'update' | 'postmortem'>().notNull(),
    by: instant('by').notNull(),
    madeAt: instant('made_at').notNull(),
    keptAt: instant('kept_at'),
    lapsedAt: instant('lapsed_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('promises_by_incident').on(t.incidentId, t.by)],
)
