import { Feed as AtomFeed } from 'feed'
import RSS from 'rss'
import { printable } from '../context/text.ts'
import type { Feed, Post } from '../reads/feed.ts'

/** Where a feed stands, and the page that it is about. */
export type Place = { url: string; self: string; site: string }

/** RSS 2.0, one item per post. */
export function rssText(feed: Feed, { self, site }: Place): string {
  const writer = new RSS({
    title: printable(feed.title),
    description: printable(description(feed)),
    site_url: site,
    feed_url: self,
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

/** Atom 1.0, one entry per incident. */
export function atomText(feed: Feed, { url, self, site }: Place): string {
  const path = feed.about ? `/components/${feed.about.id}/history` : '/history'
  const writer = new AtomFeed({
    id: `tag:${new URL(url).hostname},2005:${path}`,
    title: plain(feed.title),
    link: site,
    feedLinks: { atom: self },
    author: { name: plain(feed.name) },
    updated: feed.updatedAt,
    generator: 'Candor',
  })
  for (const { guid, link, title, html, at, publishedAt } of feed.entries)
    writer.addItem({ id: guid, link, title: asHtml(title), content: cdata(html), date: at, published: publishedAt })
  return writer.atom1()
}

/** JSON Feed 1.1, one item per post; what only programs care for stands under `_candor`. */
export function jsonText(feed: Feed, { self, site }: Place): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: printable(feed.title),
    home_page_url: site,
    feed_url: self,
    description: printable(description(feed)),
    language: feed.language,
    authors: [{ name: printable(feed.name), url: site }],
    items: feed.items.map(jsonItem),
  })
}

function jsonItem({ guid, link, title, html, at, components, ...post }: Post): object {
  return {
    id: guid,
    url: link,
    title: printable(title),
    content_html: html,
    date_published: at.toISOString(),
    tags: components.map(printable),
    _candor: {
      incident_id: post.incidentId,
      status: post.status,
      next_update_by: post.nextUpdateBy?.toISOString() ?? null,
    },
  }
}

function description({ name, about }: Feed): string {
  return `What ${name} tells about incidents and planned maintenance${about ? ` of ${about.name}` : ''}`
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
