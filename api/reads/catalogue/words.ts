// What the public site says, in every language that it speaks.
//
// An area is a file beside this one: a type, and one object of that type per language, so that a missing text does not
// compile. To add texts, add them to the area that they belong to, or make a new file and name it in `areas` below.
//
// - Pages and components: `const { words, to } = speechOf(Astro.locals)` (site/speech.ts), then `words.home.allWorking`,
//   and `to('/history')` for every link to a page and every form's action, so that the reader's language is kept.
// - Reads: `const { page, times, voice } = await readPage(ctx)`. `voice.words` has the texts; `voice.stanceOf`, `listed`,
//   `percent`, `number` and `duration` say states, lists, figures and spans; `times` says instants. `times.voice` is the same.
// - A sentence around an element is one text: "{}" or "{name}" stands for what a component puts there, `<a>…</a>` for
//   a link, `<b>…</b>` for weight. `<Said text={…} />` (site/components/Said.astro) prints it. What people typed is handed to
//   it as a slot or a value, not put into such a text, where a brace of theirs would be taken for ours.
// - What counts is a function, with `pluralIn` (emails/plural.ts) for its forms.
// - Readers are addressed formally: Sie, vous, usted. A French colon, semicolon or question mark has a space that does
//   not break (U+00A0) before it. No exclamation marks.

import { type Language, languages } from '../../../db/vocabulary.ts'
import { follow } from './follow.ts'
import { frame } from './frame.ts'
import { history } from './history.ts'
import { home } from './home.ts'
import { incident } from './incident.ts'
import { measured } from './measured.ts'
import { own } from './own.ts'
import { states } from './states.ts'
import { subscribing } from './subscribing.ts'
import { times } from './times.ts'
import { updates } from './updates.ts'

const areas = { follow, frame, history, home, incident, measured, own, states, subscribing, times, updates }

export type Words = { [Area in keyof typeof areas]: (typeof areas)[Area][Language] }

const said = (language: Language) =>
  Object.fromEntries(Object.entries(areas).map(([area, texts]) => [area, texts[language]])) as Words
const catalogue = Object.fromEntries(languages.map((language) => [language, said(language)])) as Record<Language, Words>

export const wordsIn = (language: Language): Words => catalogue[language]
