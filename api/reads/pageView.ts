import { page } from '../../db/schema.ts'
import type { Language } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { languageNamed } from './languages.ts'
import { type Times, timesIn } from './times.ts'
import { type Voice, voiceIn } from './voice.ts'

/** What every public page says around its own text. */
export type PageView = {
  name: string
  /** Without a trailing slash. */
  url: string
  about: string | undefined
  supportUrl: string | undefined
  /** The language that it is read in, and the one that it is kept in. */
  language: Language
  ownLanguage: Language
  timeZone: string
  /** "Central European Time (CET)". */
  zone: string
  /** "CET". */
  zoneShort: string
  /** "Thursday 19 November 2026". */
  date: string
  version: number
  demo: boolean
  /** Search engines are asked to leave it out. */
  noindex: boolean
}

/** The page's own settings, and how times are said on it. */
export async function readPage(ctx: Context): Promise<{ page: PageView; times: Times; voice: Voice; now: Date }> {
  const now = ctx.now()
  const [row] = await ctx.db.read.select().from(page).limit(1)
  const timeZone = row?.timeZone ?? 'Etc/UTC'
  const voice = voiceIn(ctx.language ?? 'en')
  const times = timesIn(timeZone, now, voice)
  return {
    now,
    times,
    voice,
    page: {
      name: row?.name ?? 'Service',
      url: ctx.config.publicUrl,
      about: row?.about ?? undefined,
      supportUrl: row?.supportUrl ?? undefined,
      language: voice.language,
      ownLanguage: languageNamed(row?.language),
      timeZone,
      zone: voice.words.frame.zone(times.zoneName, times.zoneWord(now)),
      zoneShort: times.zoneWord(now),
      date: times.fullDate(now).text,
      version: ctx.version(),
      demo: ctx.config.demo,
      noindex: row?.noindex ?? false,
    },
  }
}
