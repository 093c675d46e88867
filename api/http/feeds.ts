import { Feed as AtomFeed } from 'feed'
import RSS from 'rss'
import type { Context } from '../context/context.ts'
import { printable } from '../context/text.ts'
import type { Rendered } from '../edition/answer.ts'
import { type Feed, readFeed } from '../reads/feed.ts'
import { publicBytes } from './rendered.ts'

/** What answers the two feeds; undefined for other paths. */
export function feedSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  if (path === '/history.rss')
    return async () => publicBytes(ctx.config, 'application/rss+xml; charset=utf-8', rss(ctx, await readFeed(ctx)))
  if (path === '/history.atom')
    return async () => publicBytes(ctx.config, 'application/atom+xml; charset=utf-8', atom(ctx, await readFeed(ctx)))
  return undefined
}

function rss(ctx: Context, feed: Feed): string {
  const writer = new RSS({
    title: printable(feed.title),
    description: printable(`What ${feed.name} tells about incidents and planned maintenance`),
    site_url: ctx.config.publicUrl,
    feed_url: `${ctx.config.publicUrl}/history.rss`,
    language: feed.language,
    generator: 'Candor',
    pubDate: feed.updatedAt,
  })
  // Without a guid of its own, the library takes the address for it and says that it is one.
  for (const { guid, link, title, html, at } of feed.items)
    writer.item({ title: printable(title), description: html, url: link, date: at, ...(guid === link ? {} : { guid }) })
  // The library writes the present here, and the same posts must be the same bytes.
  return writer
    .xml()
    .replace(
      /(<generator>Candor<\/generator><lastBuildDate>)[^<]*/,
      (_, before) => before + feed.updatedAt.toUTCString(),
    )
}

function atom(ctx: Context, feed: Feed): string {
  const { publicUrl } = ctx.config
  const writer = new AtomFeed({
    id: `tag:${new URL(publicUrl).hostname},2005:/history`,
    title: plain(feed.title),
    link: publicUrl,
    feedLinks: { atom: `${publicUrl}/history.atom` },
    author: { name: plain(feed.name) },
    updated: feed.updatedAt,
    generator: 'Candor',
  })
  for (const { guid, link, title, html, at, publishedAt } of feed.entries)
    writer.addItem({ id: guid, link, title: asHtml(title), content: cdata(html), date: at, published: publishedAt })
  return writer.atom1()
}

/** The library mends only the first `]]>` of a text; in HTML it can be written so that none is left. */
function cdata(html: string): string {
  return html.replaceAll(']]>', ']]&gt;')
}

/** A title that the library marks as HTML. */
function asHtml(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The library takes `&amp;` for an ampersand that was escaped already. */
function plain(text: string): string {
  return printable(text).replaceAll('&amp;', '&amp;amp;')
}
