import { page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { type Times, timesIn } from './times.ts'

/** What every public page says around its own text. */
export type PageView = {
  name: string
  /** Without a trailing slash. */
  url: string
  about: string | undefined
  supportUrl: string | undefined
  language: string
  timeZone: string
  /** "Central European Time (CET)". */
  zone: string
  /** "CET". */
  zoneShort: string
  /** "Thursday 19 November 2026". */
  date: string
  version: number
  demo: boolean
}

/** The page's own settings, and how times are said on it. */
export async function readPage(ctx: Context): Promise<{ page: PageView; times: Times; now: Date }> {
  const now = ctx.now()
  const [row] = await ctx.db.read.select().from(page).limit(1)
  const timeZone = row?.timeZone ?? 'Etc/UTC'
  const times = timesIn(timeZone, now)
  return {
    now,
    times,
    page: {
      name: row?.name ?? 'Service',
      url: ctx.config.publicUrl,
      about: row?.about ?? undefined,
      supportUrl: row?.supportUrl ?? undefined,
      language: row?.language ?? 'en',
      timeZone,
      zone: `${times.zoneName} (${times.zoneWord(now)})`,
      zoneShort: times.zoneWord(now),
      date: times.fullDate(now).text,
      version: ctx.version(),
      demo: ctx.config.demo,
    },
  }
}
