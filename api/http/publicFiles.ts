import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { feedSource } from './feeds.ts'
import { statuspageSource } from './statuspage.ts'

/** What answers everything public that is no page: JSON, feeds, calendars; undefined for other paths. */
export function fileSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  return statuspageSource(ctx, path) ?? feedSource(ctx, path)
}
