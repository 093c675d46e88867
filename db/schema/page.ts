import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from './columns.ts'

/** One row: the site's own settings. */
export const page = sqliteTable('page', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  url: text('url').notNull(),
  timeZone: text('time_zone').notNull(),
  language: text('language').notNull().default('en'),
  about: text('about'),
  supportUrl: text('support_url'),
  branding: text('branding', { mode: 'json' }).$type<Record<string, string>>(),
  /** Asks search engines to leave every page out. */
  noindex: flag('noindex').notNull().default(false),
  /** Updates that wait while a newer one of the same incident goes out are left out of mails; the page has them all. */
  collapseUpdates: flag('collapse_updates').notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Small facts about this database itself: the key's fingerprint, when it was restored. */
export const meta = sqliteTable('meta', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})
