import { and, count, desc, eq, inArray, isNotNull, max } from 'drizzle-orm'
import { events, incidents, maintenances, page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { printable, toText } from '../context/text.ts'
import { type About, namingAny, readAbout } from './about.ts'
import { type Story, storiesOf } from './stories.ts'
import { listed } from './words.ts'

/** Planned maintenance as a calendar holds it. Nothing in it depends on when it is read. */
export type Calendar = {
  name: string
  language: string
  /** The one component or group that it is about; all of them without. */
  about: About | undefined
  entries: Entry[]
}

export type Entry = {
  /** The same for ever, whatever the page is called and wherever it stands. */
  uid: string
  /** Raised by everything that is said in public about this maintenance. */
  sequence: number
  /** When that was last. */
  at: Date
  createdAt: Date
  from: Date
  to: Date
  cancelled: boolean
  summary: string
  description: string
  url: string
}

/** So many, the latest windows first: what falls out at the other end is long over. */
const most = 200

/**
 * Every maintenance that was planned, the ones that were called off too: a calendar forgets only what it is told to.
 * @param componentId only what concerns this component, or one of this group
 * @throws missing when there never was such a component
 */
export async function readCalendar(ctx: Context, componentId?: string): Promise<Calendar> {
  const reader = ctx.db.read
  const about = componentId === undefined ? undefined : await readAbout(reader, componentId)
  const [own] = await reader.select().from(page).limit(1)
  const found = await reader
    .select({ id: incidents.id })
    .from(incidents)
    .innerJoin(maintenances, eq(maintenances.incidentId, incidents.id))
    .where(namingAny(reader, about, incidents.id))
    .orderBy(desc(maintenances.scheduledFor), desc(incidents.id))
    .limit(most)
  const ids = found.map(({ id }) => id)
  const [stories, said] = await Promise.all([storiesOf(reader, ids), readSaid(ctx, ids)])
  const name = own?.name ?? 'Status'
  const entry = (story: Story) => entryOf(story, { name, pageId: own?.id ?? 'page', url: ctx.config.publicUrl, said })
  return {
    name: [`${name} maintenance`, about?.name].filter(Boolean).join(' - '),
    language: own?.language ?? 'en',
    about,
    entries: stories.flatMap(entry),
  }
}

type Said = Map<string, { times: number; last: Date | null }>

/** How often something public was said of each, and when last. */
async function readSaid(ctx: Context, ids: string[]): Promise<Said> {
  const rows = await ctx.db.read
    .select({ id: events.incidentId, times: count(), last: max(events.at) })
    .from(events)
    .where(and(inArray(events.incidentId, ids), isNotNull(events.publicSeq)))
    .groupBy(events.incidentId)
  return new Map(rows.map(({ id, times, last }) => [id ?? '', { times, last }]))
}

type Desk = { name: string; pageId: string; url: string; said: Said }

function entryOf(story: Story, { name, pageId, url, said }: Desk): Entry[] {
  const { row, maintenance, components } = story
  if (!maintenance) return []
  const { times = 1, last = null } = said.get(row.id) ?? {}
  const newest = story.updates.find((update) => !update.replacedAt && !update.retractedAt)
  const concerned = components.length > 0 ? `Concerns: ${listed(components.map((one) => one.name))}.` : ''
  const link = `${url}/incidents/${row.id}`
  const text = [newest ? toText(newest.body, newest.format) : '', concerned, link].filter(Boolean).join('\n\n')
  return [
    {
      uid: `${row.id}@${pageId}`,
      sequence: times - 1,
      at: last ?? row.createdAt,
      createdAt: row.createdAt,
      from: maintenance.scheduledFor,
      to: maintenance.scheduledUntil,
      cancelled: maintenance.cancelledAt !== null,
      summary: printable(`${name}: ${row.name}`).replace(/\s+/g, ' '),
      description: printable(text),
      url: link,
    },
  ]
}
