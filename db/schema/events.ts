import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Audience, DueKind, EventKind } from '../vocabulary.ts'
import { instant } from './columns.ts'

/** The one log: audit, internal timeline and outbox are reads of it. Personal data stands here by reference only. */
export const events = sqliteTable(
  'events',
  {
    // An id must never return: deliveries and audit remember it. Hence AUTOINCREMENT.
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The gapless public version; null for what is internal. */
    publicSeq: integer('public_seq'),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    kind: text('kind').$type<EventKind>().notNull(),
    subject: text('subject').notNull(),
    /** The incident or maintenance that it belongs to, if any: its page changes with it. */
    incidentId: text('incident_id'),
    before: text('before', { mode: 'json' }).$type<unknown>(),
    after: text('after', { mode: 'json' }).$type<unknown>(),
    audience: text('audience').$type<Audience>().notNull(),
    /** Whom it is to be told: a list, one subscriber, one person, or nobody. */
    tell: text('tell').$type<'list' | 'subscriber' | 'person' | 'nobody'>().notNull().default('nobody'),
    /** Held back until then, so that it can still be undone. */
    notBefore: instant('not_before'),
  },
  (t) => [
    uniqueIndex('events_by_public_seq').on(t.publicSeq),
    index('events_by_incident').on(t.incidentId, t.id),
    index('events_by_subject').on(t.subject, t.id),
    index('events_to_tell').on(t.tell, t.id),
  ],
)

/** Something the clock has to do at a time, each once. */
export const due = sqliteTable(
  'due',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<DueKind>().notNull(),
    subject: text('subject').notNull(),
    at: instant('at').notNull(),
    doneAt: instant('done_at'),
  },
  (t) => [uniqueIndex('due_once').on(t.kind, t.subject, t.at), index('due_next').on(t.doneAt, t.at)],
)

/** A claimed Idempotency-Key: what came of it, never a body. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    actor: text('actor').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    resultId: text('result_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.route, t.key] }), index('idempotency_keys_by_age').on(t.at)],
)
