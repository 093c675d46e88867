import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ChannelKind, Floor, SubscriberState } from '../vocabulary.ts'
import { flag, instant } from './columns.ts'
import { components } from './components.ts'
import { incidents } from './incidents.ts'

const key = sql.raw('coalesce(lower(owner_address), address_key)')
const name = sql`substr(${key}, 1, instr(${key}, '@') - 1)`
const mailbox = sql`replace(substr(${name}, 1, instr(${name} || '+', '+') - 1), '.', '') || substr(${key}, instr(${key}, '@'))`

export const subscribers = sqliteTable(
  'subscribers',
  {
    /** An integer, because fan-out walks the table in key order; never shown. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    channel: text('channel').$type<ChannelKind>().notNull().default('email'),
    /** As typed, for the envelope; sealed with the key for webhook and chat addresses. */
    address: text('address').notNull(),
    /** The address in one canonical spelling, for uniqueness and look-ups; a keyed hash of it for webhooks and chats. */
    addressKey: text('address_key').notNull(),
    /**
     * Who is written to about it, without dots and what follows a plus: many spellings, one mailbox to be spared. Of an endpoint it
     * is its owner's.
     */
    mailbox: text('mailbox').generatedAlwaysAs(mailbox, { mode: 'virtual' }),
    /** An endpoint's host, to tell endpoints apart without its secret address. */
    host: text('host'),
    /** Who answers for an endpoint: confirmations and warnings go there by mail. */
    ownerAddress: text('owner_address'),
    /** A webhook's signing secret, sealed; the one before it signs along until its time is over. */
    secret: text('secret'),
    previousSecret: text('previous_secret'),
    previousSecretUntil: instant('previous_secret_until'),
    /** The address that the subscriber wants instead, until it is confirmed. */
    newAddress: text('new_address'),
    newAddressKey: text('new_address_key'),
    newAddressAskedAt: instant('new_address_asked_at'),
    state: text('state').$type<SubscriberState>().notNull(),
    /** Part of every mailed token: raising it revokes them all. */
    epoch: integer('epoch').notNull().default(0),
    language: text('language').notNull().default('en'),
    /** True: every component, also ones added later. False: those in `subscriber_components`. */
    everything: flag('everything').notNull().default(true),
    floor: text('floor').$type<Floor>().notNull().default('all'),
    hearsIncidents: flag('hears_incidents').notNull().default(true),
    hearsMaintenance: flag('hears_maintenance').notNull().default(true),
    hearsPostmortems: flag('hears_postmortems').notNull().default(true),
    /** Promises that passed unkept: for leadership, so nobody hears of them unasked. */
    hearsPromises: flag('hears_promises').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** Times of recent confirmation mails, newest last: the limits per address read it. */
    asks: text('asks', { mode: 'json' }).$type<number[]>().notNull(),
    confirmedAt: instant('confirmed_at'),
    leftAt: instant('left_at'),
    /** A pause that ends by itself; a pause without it lasts until its subscriber ends it. */
    pausedUntil: instant('paused_until'),
    suppressedAt: instant('suppressed_at'),
    suppressedFor: text('suppressed_for'),
    /** Events in a row that could not be delivered for good; and since when an endpoint fails, and when its owner was warned. */
    failures: integer('failures').notNull().default(0),
    failingSince: instant('failing_since'),
    warnedAt: instant('warned_at'),
    /** The list that they came with, if they did not come by themselves. */
    importId: text('import_id'),
  },
  (t) => [
    uniqueIndex('subscribers_by_address').on(t.channel, t.addressKey),
    index('subscribers_to_walk').on(t.channel, t.state, t.id),
    index('subscribers_to_list').on(t.state, t.id),
    // Holds all that "how many people" asks of most subscribers, so that the number above the button reads no rows.
    index('subscribers_to_count').on(
      t.state,
      t.channel,
      t.everything,
      t.confirmedAt,
      t.floor,
      t.hearsIncidents,
      t.hearsMaintenance,
      t.hearsPostmortems,
      t.hearsPromises,
    ),
    // Few rows have these, and whoever deletes an address must find them without walking the list.
    index('subscribers_by_owner').on(t.ownerAddress).where(sql`owner_address is not null`),
    index('subscribers_by_new_address').on(t.newAddressKey).where(sql`new_address_key is not null`),
    index('subscribers_by_mailbox').on(t.mailbox).where(sql`asks <> '[]'`),
    index('subscribers_failing').on(t.failingSince).where(sql`failing_since is not null`),
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
    /** Every update of it, or its awaited post-mortem alone. */
    what: text('what').$type<'updates' | 'postmortem'>().notNull().default('updates'),
  },
  (t) => [
    primaryKey({ columns: [t.subscriberId, t.incidentId] }),
    index('subscriber_incidents_by_incident').on(t.incidentId),
  ],
)

/** A list on its way in. What was uploaded is kept only until it is worked off: in `subscriber_import_parts`. */
export const subscriberImports = sqliteTable(
  'subscriber_imports',
  {
    id: text('id').primaryKey(),
    /** As the event log names people. */
    actor: text('actor').notNull(),
    name: text('name').notNull(),
    /** The uploader says that everybody on it agreed; otherwise each is asked to confirm. */
    attested: flag('attested').notNull(),
    /** Looks and reports, and writes nobody down. */
    dryRun: flag('dry_run').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    /** Lines that say something, the header left out. */
    lines: integer('lines').notNull(),
    /** Of them, those that are worked off; fewer than all at the end when somebody stopped it. */
    done: integer('done').notNull().default(0),
    added: integer('added').notNull().default(0),
    /** Of the added, those that were sent a mail to confirm. */
    asked: integer('asked').notNull().default(0),
    /** On the list already: their own choices stay. */
    known: integer('known').notNull().default(0),
    /** Said a second time in the same file. */
    repeated: integer('repeated').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    /** The first hundred refusals, with their line numbers. */
    errors: text('errors', { mode: 'json' }).$type<{ line: number; sentence: string }[]>().notNull(),
  },
  (t) => [index('subscriber_imports_by_start').on(t.startedAt)],
)

/** What is left to do of an import, in stretches of one transaction each: lines that were read and found good. */
export const subscriberImportParts = sqliteTable(
  'subscriber_import_parts',
  {
    importId: text('import_id')
      .notNull()
      .references(() => subscriberImports.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    lines: integer('lines').notNull(),
    /** Their subscribers as JSON. */
    rows: text('rows').notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.number] })],
)
