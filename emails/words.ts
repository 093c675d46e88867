import type { Language } from '../db/vocabulary.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { ja } from './words/ja.ts'
import type { Follows, Words } from './words/words.ts'

const catalogues: Record<Language, Words> = { en, de, fr, es, ja }

export const wordsIn = (language: Language): Words => catalogues[language]

/** What a reader follows, as the sentence under their mails that says why they got it. */
export const followsWords = (language: Language, what: Follows): string => wordsIn(language).footer.follows[what]
