import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { page, updateTranslations } from '../../db/schema.ts'
import { type Language, languages } from '../../db/vocabulary.ts'
import { wordsIn } from '../../emails/words.ts'
import { body } from '../components/fields.ts'
import { invalid } from '../context/problems.ts'

const known = `Languages are ${languages.join(', ')}.`

/** What a text is written in, and what it says in other languages; mails give each reader their own. */
export const wording = {
  /** The page's own language unless said. */
  language: z.enum(languages, known).optional(),
  /** The whole text again, by language: `{ "de": "…" }`. */
  translations: z.partialRecord(z.enum(languages), body, known).optional(),
}

export type Wording = {
  language?: Language | undefined
  translations?: Partial<Record<Language, string>> | undefined
}

/** The language of a new text. @throws invalid for a translation into that same language */
export async function languageOf(tx: Tx, { language, translations }: Wording): Promise<string> {
  const [own] = await tx.select({ language: page.language }).from(page)
  const original = language ?? own?.language ?? 'en'
  requireOthers(original, translations)
  return original
}

/** @throws invalid for a translation into the language of the text itself */
export function requireOthers(original: string, translations: Wording['translations']): void {
  if (translations && original in translations)
    throw invalid({ [`translations.${original}`]: 'The text itself is in this language.' })
}

/** Puts the translations beside the text that they translate. */
export async function insertTranslations(
  tx: Tx,
  updateId: string,
  translations: Wording['translations'] = {},
): Promise<void> {
  const rows = Object.entries(translations).map(([language, body]) => ({ updateId, language, body }))
  if (rows.length > 0) await tx.insert(updateTranslations).values(rows)
}

/** A text of our own, where nobody wrote one, in every language that we write. */
export function ownText(which: 'begun' | 'complete' | 'moved'): { body: string } & Wording {
  const others = languages.filter((language) => language !== 'en')
  const translations = Object.fromEntries(others.map((language) => [language, wordsIn(language).ours[which]]))
  return { body: wordsIn('en').ours[which], language: 'en', translations }
}
