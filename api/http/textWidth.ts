// How wide a text will be, before anybody has drawn it: no font is brought along, so these are the middle of the usual ones.

/** In hundredths of the font's size. */
const widths: [RegExp, number][] = [
  [/^[\p{M}\p{Cf}]+$/u, 0],
  [/\p{Extended_Pictographic}/u, 135],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u30ff\uff00-\uff60]/u, 100],
  [/^[ijlI.,:;'’|!]/u, 27],
  [/^[ftr()[\]{}\-/\\ "“”]/u, 36],
  [/^[mMwW@%…—]/u, 89],
  [/^[A-ZÄÖÜ&]/u, 67],
  [/^\p{Lu}/u, 70],
]
const usual = 56

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const graphemes = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)
const hundredths = (grapheme: string) => widths.find(([kind]) => kind.test(grapheme))?.[1] ?? usual

/** @param size of the font, in pixels @returns pixels */
export function widthOf(text: string, size: number): number {
  return (graphemes(text).reduce((sum, one) => sum + hundredths(one), 0) * size) / 100
}

/** The text as far as it goes into so many pixels; what is left out is marked. */
export function shortened(text: string, size: number, most: number): string {
  if (widthOf(text, size) <= most) return text
  let kept = ''
  for (const one of graphemes(text)) {
    if (widthOf(`${kept}${one}…`, size) > most) break
    kept += one
  }
  return `${kept.trimEnd()}…`
}
