import { page } from '../../db/schema.ts'
import { type Language, languages } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'

/** What has no other language, or chooses its own: the panel, programs, the stream, built files. */
const without = /^\/(manage|api|live|healthz|readyz|_astro)(\/|$)/

/**
 * The language that a path asks for, and the path of the page itself.
 * @param path "/de/history", "/history"
 * @returns `language` undefined where the page's own language is meant
 */
export function languageOfPath(path: string): { language: Language | undefined; path: string } {
  const [, prefix, rest = '/'] = /^\/([a-z]{2})(\/.*)?$/.exec(path) ?? []
  const language = languages.find((one) => one === prefix)
  if (!language || without.test(rest)) return { language: undefined, path }
  return { language, path: rest }
}

/** The path of a page in a language. @param own the page's own language, which has the plain paths */
export function pathIn(language: Language, own: Language, path: string): string {
  if (language === own) return path
  return `/${language}${path === '/' ? '' : path.replace(/^\/(?=[#?])/, '')}`
}

/** The language that the page itself is kept in; English where nobody has said. */
export async function readOwnLanguage(ctx: Context): Promise<Language> {
  const [row] = await ctx.db.read.select({ language: page.language }).from(page).limit(1)
  return languageNamed(row?.language)
}

/** One of ours by its name; English for every other. */
export function languageNamed(name: string | undefined): Language {
  return languages.find((one) => one === name) ?? 'en'
}
