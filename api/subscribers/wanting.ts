import { sql } from 'drizzle-orm'

/**
 * Whether there is anything that a row of `subscribers` would be told. One that asks for nothing stands there because a
 * subscriber wants to move to its address, and only until that is confirmed or forgotten.
 */
export const wantsSomething = sql`(subscribers.everything
  or exists (select 1 from subscriber_components as wish where wish.subscriber_id = subscribers.id)
  or exists (select 1 from subscriber_incidents as wish where wish.subscriber_id = subscribers.id))`
