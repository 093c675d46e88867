import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Role, Scope } from '../vocabulary.ts'
import { instant } from './columns.ts'

/** People who sign in. */
export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    /** The ledger's name for a person, beside the public id. */
    number: integer('number').notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    role: text('role').$type<Role>().notNull(),
    passwordHash: text('password_hash'),
    totpSeed: text('totp_seed'),
    epoch: integer('epoch').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    disabledAt: instant('disabled_at'),
  },
  (t) => [uniqueIndex('people_by_email').on(t.emailKey), uniqueIndex('people_by_number').on(t.number)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the cookie's value; the value itself is nowhere. */
    idHash: text('id_hash').primaryKey(),
    /** The name by which a person lists and revokes their sessions. */
    publicId: text('public_id').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The absolute end: sliding never passes it. */
    endsAt: instant('ends_at').notNull(),
    userAgent: text('user_agent'),
  },
  (t) => [uniqueIndex('sessions_by_public_id').on(t.publicId), index('sessions_by_person').on(t.personId)],
)

export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').references(() => people.id),
    name: text('name').notNull(),
    /** The first characters, shown so that people can tell keys apart. */
    prefix: text('prefix').notNull(),
    hash: text('hash').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<Scope[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('api_keys_by_hash').on(t.hash)],
)

/** What somebody is typing, kept so that a closed laptop loses nothing. Never public, never an event. */
export const drafts = sqliteTable(
  'drafts',
  {
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    form: text('form').notNull(),
    subject: text('subject').notNull(),
    fields: text('fields', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.form, t.subject] })],
)
