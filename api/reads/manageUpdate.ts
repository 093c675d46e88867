import { eq } from 'drizzle-orm'
import { incidents, updates, updateTranslations } from '../../db/schema.ts'
import { type Language, languages } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { toHtml, toText } from '../context/text.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'
import { statusWord } from './words.ts'

export type UpdateDesk = {
  id: string
  back: { href: string; name: string }
  at: Moment
  word: string
  body: string
  html: string
  /** Corrected or withdrawn meanwhile. */
  replaced: boolean
  language: Language
  /** What it says in other languages. */
  translations: Partial<Record<Language, string>>
  ending: boolean
  publicHref: string
}

/** One update, to be corrected or withdrawn. @throws missing */
export async function readUpdateDesk(ctx: Context, id: string): Promise<UpdateDesk> {
  const { times } = await readPage(ctx)
  const [row] = await ctx.db.read
    .select({ update: updates, incident: incidents })
    .from(updates)
    .innerJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(eq(updates.id, id))
  if (!row) throw missing('update')
  const { update, incident } = row
  const area = incident.kind === 'maintenance' ? 'maintenance' : 'incidents'
  return {
    id,
    back: { href: `/manage/${area}/${incident.id}`, name: incident.name },
    at: times.on(update.displayAt),
    word: statusWord(update.status),
    // An imported text is HTML; its correction is written in Markdown, from the words alone.
    body: update.format === 'markdown' ? update.body : toText(update.body, update.format),
    html: toHtml(update.body, update.format),
    language: languages.find((one) => one === update.language) ?? 'en',
    translations: await translationsOf(ctx, id),
    replaced: update.replacedAt !== null || update.retractedAt !== null,
    ending: ['resolved', 'completed', 'cancelled', 'postmortem'].includes(update.status),
    publicHref: `/incidents/${incident.id}#${update.originId}`,
  }
}

/** In the order in which a form asks for them. */
async function translationsOf(ctx: Context, updateId: string): Promise<UpdateDesk['translations']> {
  const rows = await ctx.db.read.select().from(updateTranslations).where(eq(updateTranslations.updateId, updateId))
  const found = languages.flatMap((language) => rows.find((row) => row.language === language) ?? [])
  return Object.fromEntries(found.map(({ language, body }) => [language, body]))
}
