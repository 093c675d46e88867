import { integer } from 'drizzle-orm/sqlite-core'

/** A UTC instant with milliseconds. */
export const instant = (name: string) => integer(name, { mode: 'timestamp_ms' })

/** Yes or no, for the few facts that carry neither who nor when. */
export const flag = (name: string) => integer(name, { mode: 'boolean' })
