import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { feedSource } from './feeds.ts'
import { siteMapSource } from './siteMap.ts'
import { statuspageSource } from './statuspage.ts'

/** What answers everything public that is no page: JSON, feeds, calendars, what search engines read; undefined for other paths. */
export function fileSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  return statuspageSource(ctx, path) ?? feedSource(ctx, path) ?? siteMapSource(ctx, path)
}
