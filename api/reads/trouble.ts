import { type SQL, sql } from 'drizzle-orm'

export type Trouble = 'failed' | 'suppressed' | 'retrying' | 'bounced' | 'skipped'

/** Word for word as `deliveries_trouble` has it: SQLite uses a partial index only when it can see that it applies. */
const trouble = sql`d.state in ('failed', 'suppressed', 'retrying', 'bounced', 'skipped')`

/** The condition on `deliveries d` that its small index serves. */
export const inTrouble: Record<Trouble, SQL> = {
  failed: sql`${trouble} and d.state = 'failed'`,
  suppressed: sql`${trouble} and d.state = 'suppressed'`,
  retrying: sql`${trouble} and d.state = 'retrying'`,
  bounced: sql`${trouble} and d.state = 'bounced'`,
  skipped: sql`${trouble} and d.state = 'skipped'`,
}
