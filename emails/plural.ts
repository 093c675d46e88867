import type { Language } from '../db/vocabulary.ts'

/** The forms that a language has for a count; those it lacks, or that read alike, take `other`. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Chooses the form for a count by the rules of a language. */
export function pluralIn(language: Language): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language)
  return (count, forms) => forms[rules.select(count)] ?? forms.other
}
