import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ChannelKind, DeliveryState } from '../vocabulary.ts'
import { instant } from './columns.ts'
import { events } from './events.ts'

/** How far an event has been expanded for one channel, and what became of it. Progress reads this, never the ledger. */
export const fanOuts = sqliteTable(
  'fan_outs',
  {
    eventId: integer('event_id')
      .notNull()
      .references(() => events.id),
    channel: text('channel').$type<ChannelKind>().notNull(),
    /** The last subscriber looked at; the next chunk begins behind it. */
    cursor: integer('cursor').notNull().default(0),
    expandedAt: instant('expanded_at'),
    waiting: integer('waiting').notNull().default(0),
    sent: integer('sent').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    suppressed: integer('suppressed').notNull().default(0),
    skipped: integer('skipped').notNull().default(0),
    retried: integer('retried').notNull().default(0),
    /** Sent, and came back. */
    bounced: integer('bounced').notNull().default(0),
    /** When its first and its newest delivery were settled. */
    firstSettledAt: instant('first_settled_at'),
    lastSettledAt: instant('last_settled_at'),
    /** Since when it has gone on without a pause of a minute, and how many were settled before: what its pace is measured by. */
    paceSince: instant('pace_since'),
    paceFrom: integer('pace_from').notNull().default(0),
    /** When what had failed was put back to be sent again: patience counts anew from here. */
    resentAt: instant('resent_at'),
    /** When its settled deliveries were folded into these counters. */
    foldedAt: instant('folded_at'),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.channel] }),
    index('fan_outs_open').on(t.expandedAt, t.eventId),
    index('fan_outs_to_fold').on(t.eventId).where(sql`folded_at is null`),
  ],
)

/** The ledger: one event for one recipient. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    eventId: integer('event_id')
      .notNull()
      .references(() => events.id),
    channel: text('channel').$type<ChannelKind>().notNull(),
    /** A subscriber's id or a person's number. */
    recipientKind: text('recipient_kind').$type<'subscriber' | 'person'>().notNull(),
    recipientId: integer('recipient_id').notNull(),
    /** 0: mail for one person who waits for it; 1: a list; 2: mail for one person whom somebody asked along with many. */
    rank: integer('rank').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** While retrying: not before then. */
    nextTryAt: instant('next_try_at'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    fence: integer('fence').notNull().default(0),
    /** What the receiver answered, in short; for a manager to read. */
    outcome: text('outcome'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    uniqueIndex('deliveries_once').on(t.eventId, t.channel, t.recipientKind, t.recipientId),
    // Partial, so that settled rows (nearly all of them) cost these nothing. Queries must spell the state as a literal.
    index('deliveries_waiting').on(t.channel, t.rank, t.eventId, t.id).where(sql`state = 'waiting'`),
    index('deliveries_retrying').on(t.nextTryAt).where(sql`state = 'retrying'`),
    index('deliveries_leased').on(t.leaseUntil).where(sql`state = 'leased'`),
    index('deliveries_trouble')
      .on(t.eventId, t.state)
      .where(sql`state in ('failed', 'suppressed', 'retrying', 'bounced', 'skipped')`),
    index('deliveries_by_recipient').on(t.recipientKind, t.recipientId, t.id),
  ],
)
