import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ChannelKind, Floor, SubscriberState } from '../vocabulary.ts'
import { flag, instant } from './columns.ts'
import { components } from './components.ts'
import { incidents } from './incidents.ts'

export const subscribers = sqliteTable(
  'subscribers',
  {
    /** An integer, because fan-out walks the table in key order; never shown. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    channel: text('channel').$type<ChannelKind>().notNull().default('email'),
    /** As typed, for the envelope; encrypted for chat and webhook addresses. */
    address: text('address').notNull(),
    /** The address in one canonical spelling, for uniqueness and look-ups. */
    addressKey: text('address_key').notNull(),
    secret: text('secret'),
    state: text('state').$type<SubscriberState>().notNull(),
    /** Part of every mailed token: raising it revokes them all. */
    epoch: integer('epoch').notNull().default(0),
    language: text('language').notNull().default('en'),
    /** True: every component, also ones added later. False: those in `subscriber_components`. */
    everything: flag('everything').notNull().default(true),
    floor: text('floor').$type<Floor>().notNull().default('all'),
    postmortemsOnly: flag('postmortems_only').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** Times of recent confirmation mails, newest last: the limits per address read it. */
    asks: text('asks', { mode: 'json' }).$type<number[]>().notNull(),
    confirmedAt: instant('confirmed_at'),
    leftAt: instant('left_at'),
    suppressedAt: instant('suppressed_at'),
    suppressedFor: text('suppressed_for'),
    failures: integer('failures').notNull().default(0),
  },
  (t) => [
    uniqueIndex('subscribers_by_address').on(t.channel, t.addressKey),
    index('subscribers_to_walk').on(t.channel, t.state, t.id),
    // Holds all that "how many people" asks of most subscribers, so that the number above the button reads no rows.
    index('subscribers_to_count').on(t.state, t.channel, t.everything, t.confirmedAt),
  ],
)

export const subscriberComponents = sqliteTable(
  'subscriber_components',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    componentId: text('component_id')
      .notNull()
      .references(() => components.id),
  },
  (t) => [primaryKey({ columns: [t.subscriberId, t.componentId] })],
)

export const subscriberIncidents = sqliteTable(
  'subscriber_incidents',
  {
    subscriberId: integer('subscriber_id')
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
  },
  (t) => [primaryKey({ columns: [t.subscriberId, t.incidentId] })],
)
