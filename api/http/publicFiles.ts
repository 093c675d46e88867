import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { badgeSource } from './badges.ts'
import { embedSource } from './embed.ts'
import { feedSource } from './feeds.ts'
import { siteMapSource } from './siteMap.ts'
import { statuspageSource } from './statuspage.ts'

type Sources = (ctx: Context, path: string) => (() => Promise<Rendered>) | undefined

const sources: Sources[] = [statuspageSource, feedSource, badgeSource, embedSource, siteMapSource]

/** What answers everything public that is no page: JSON, feeds, calendars, badges, the frame for other pages, what search engines read. */
export const fileSource: Sources = (ctx, path) => {
  for (const source of sources) {
    const found = source(ctx, path)
    if (found) return found
  }
  return undefined
}
