import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { incidents } from './incidents.ts'

/**
 * Every public text as it stands now, plain: what a search shows. What it looks through is `search_words`, a full-text
 * table of the same rows that drizzle does not know of: FTS5, made by hand in the migration.
 */
export const searchTexts = sqliteTable(
  'search_texts',
  {
    /** Grows with the time that the text tells of, so that the newest are found first without sorting. */
    id: integer('id').primaryKey(),
    incidentId: text('incident_id')
      .notNull()
      .references(() => incidents.id),
    part: text('part').$type<'incident' | 'update' | 'report'>().notNull(),
    /** The update by the name it has in feeds; else the incident. */
    ref: text('ref').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('search_texts_by_incident').on(t.incidentId)],
)
