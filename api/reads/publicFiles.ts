import { isNull } from 'drizzle-orm'
import { components, incidents } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'

const lists = ['incidents', 'incidents/unresolved', 'incidents/resolved', 'scheduled-maintenances']
const apiNames = [
  ...['status', 'summary', 'components', ...lists],
  ...['scheduled-maintenances/upcoming', 'scheduled-maintenances/active'],
]
const ofAnything = ['history.rss', 'history.atom', 'feed.json', 'maintenance.ics', 'badge.svg']

/** What programs read most: of the page as a whole. */
export const wholeFiles = [
  ...apiNames.map((name) => `/api/v2/${name}.json`),
  '/history.json',
  '/embed',
  ...ofAnything.map((name) => `/${name}`),
]

/** The paths of everything public that is no page: JSON, feeds, calendars, badges, the frame for other pages; of the page, of each component, of each incident. */
export async function publicFiles(ctx: Context): Promise<string[]> {
  const [shown, told] = await Promise.all([
    ctx.db.read.select({ id: components.id }).from(components).where(isNull(components.retiredAt)),
    ctx.db.read.select({ id: incidents.id }).from(incidents),
  ])
  return [
    ...wholeFiles,
    ...['/sitemap.xml', '/robots.txt'],
    ...shown.flatMap(({ id }) => ofAnything.map((name) => `/components/${id}/${name}`)),
    ...told.map(({ id }) => `/incidents/${id}.json`),
  ]
}
