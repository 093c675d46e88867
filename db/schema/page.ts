import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from './columns.ts'

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
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Small facts about this database itself: the key's fingerprint, when it was restored. */
export const meta = sqliteTable('meta', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})
