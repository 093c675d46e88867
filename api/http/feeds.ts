import type { Context } from '../context/context.ts'
import type { Rendered } from '../edition/answer.ts'
import { readCalendar } from '../reads/calendar.ts'
import { type Feed, readFeed } from '../reads/feed.ts'
import { calendarText } from './calendar.ts'
import { atomText, jsonText, type Place, rssText } from './feedFormats.ts'
import { orMissing, publicBytes } from './rendered.ts'

type Format = { type: string; text: (feed: Feed, place: Place) => string }

/** The last part of a path, under the page itself or under a component of it. */
const formats: { [name: string]: Format } = {
  'history.rss': { type: 'application/rss+xml; charset=utf-8', text: rssText },
  'history.atom': { type: 'application/atom+xml; charset=utf-8', text: atomText },
  'feed.json': { type: 'application/feed+json; charset=utf-8', text: jsonText },
}

/** What answers the feeds and calendars, of the page and of each component; undefined for other paths. */
export function feedSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  const found = /^(?:\/components\/([a-z0-9]{1,64}))?\/(history\.rss|history\.atom|feed\.json|maintenance\.ics)$/.exec(
    path,
  )
  if (!found) return undefined
  const [, componentId, name = ''] = found
  const { publicUrl: url } = ctx.config
  const place = { url, self: url + path, site: componentId ? `${url}/components/${componentId}` : url }
  const format = formats[name]
  return () =>
    orMissing(ctx, async () =>
      format
        ? publicBytes(ctx.config, format.type, format.text(await readFeed(ctx, componentId), place))
        : publicBytes(
            ctx.config,
            'text/calendar; charset=utf-8',
            calendarText(await readCalendar(ctx, componentId), place.self),
          ),
    )
}
