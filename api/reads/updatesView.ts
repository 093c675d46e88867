import { type ComponentState, languages } from '../../db/vocabulary.ts'
import { gist, toHtml } from '../context/text.ts'
import type { Story, UpdateRow } from './stories.ts'
import type { Moment, Times } from './times.ts'
import type { Voice } from './voice.ts'
import type { Stance } from './words.ts'

export type Earlier = { at: Moment; html: string }

export type UpdateView = {
  /** What feeds and mails call this update: its anchor on the page. */
  id: string
  at: Moment
  /** The day, where it is not the one that the reader expects. */
  day: string | undefined
  word: string
  html: string
  /** Where it is not the page's: the language of the text, and how readers of the page call it. */
  original: { language: string; name: string } | undefined
  /** Its first words, for a folded line. */
  gist: string
  /** What it changed about components. */
  changes: (Stance & { name: string })[]
  corrected: { at: Moment; earlier: Earlier[] } | undefined
  withdrawn: { at: Moment; earlier: Earlier[] } | undefined
}

/**
 * The updates of a story as its readers see them, newest first: corrected ones once, with the earlier text beside it.
 * @param expectedDay the calendar day that needs no naming
 */
export function updatesView(story: Story, times: Times, expectedDay: string): UpdateView[] {
  const chains = Map.groupBy(story.updates, (update) => update.originId)
  const known = new Map<string, ComponentState>()
  const oldestFirst = story.updates.filter((update) => !update.replacedAt).reverse()
  const views = oldestFirst
    .map((update) => ({ update, changes: changesIn(update, story, known, times.voice) }))
    .reverse()
    .map(({ update, changes }) => ({ update, view: viewOf(update, chains.get(update.originId) ?? [], changes, times) }))
  let day = expectedDay
  for (const { update, view } of views) {
    const own = times.dayKey(update.displayAt)
    if (own !== day) view.day = times.date(update.displayAt).text
    day = own
  }
  return views.map(({ view }) => view)
}

function viewOf(update: UpdateRow, chain: UpdateRow[], changes: UpdateView['changes'], times: Times): UpdateView {
  const earlier = chain
    .filter((one) => one.id !== update.id)
    .sort((a, b) => +b.createdAt - +a.createdAt)
    .map((one) => ({ at: times.on(one.createdAt), html: toHtml(one.body, one.format) }))
  const edited = { at: times.on(update.createdAt), earlier }
  return {
    id: update.originId,
    at: times.at(update.displayAt),
    day: undefined,
    word: times.voice.statusWord(update.status),
    html: toHtml(update.body, update.format),
    original: originalOf(update.language, times.voice),
    gist: firstSentence(gist(update.body, update.format, 160)),
    changes,
    corrected: !update.retractedAt && earlier.length > 0 ? edited : undefined,
    withdrawn: update.retractedAt ? edited : undefined,
  }
}

/** What to mark a text with that is in another language than its page. */
export function originalOf(language: string | undefined, voice: Voice): UpdateView['original'] {
  const known = languages.find((one) => one === language)
  return known && known !== voice.language ? { language: known, name: voice.words.updates.languages[known] } : undefined
}

const oneLine = 84

/** The first sentence where it is short enough for one line, else the first words. */
function firstSentence(text: string): string {
  const [sentence = ''] = /^.{12,}?[.!?](?=\s|$)/.exec(text) ?? []
  if (sentence && sentence.length <= oneLine) return sentence
  return text.length <= oneLine ? text : `${text.slice(0, text.lastIndexOf(' ', oneLine)).replace(/[\s.,;:…]+$/, '')}…`
}

/** Only what this update really changed: every update repeats all components. */
function changesIn(
  update: UpdateRow,
  story: Story,
  known: Map<string, ComponentState>,
  { stanceOf }: Voice,
): UpdateView['changes'] {
  const order = story.components.map(({ id }) => id)
  const rows = story.changes.get(update.id) ?? story.changes.get(update.originId) ?? []
  const inOrder = rows.toSorted((a, b) => order.indexOf(a.componentId) - order.indexOf(b.componentId))
  return inOrder.flatMap(({ componentId, name, oldState, newState }) => {
    const before = known.get(componentId) ?? oldState
    known.set(componentId, newState)
    return before === newState ? [] : { name, ...stanceOf(newState) }
  })
}
