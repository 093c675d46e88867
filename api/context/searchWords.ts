/** One thing to look for: words in a row, the last of which may go on. */
export type Term = { words: string[]; open: boolean }

/** Signs of writing without spaces: each stands for itself. */
const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3005\u3007\u30fc]/gu
const word = /[\p{L}\p{N}]+/gu

const mostWords = 8
const mostLetters = 200

/** A text as it is compared: small letters, no accents, one width; half a pair of surrogates is no letter. */
export function folded(text: string): string {
  const small = text.toWellFormed().normalize('NFKD').toLowerCase()
  return small.replace(/[\u0300-\u036f]/g, '').normalize('NFC')
}

/** What the full-text table keeps of a text: folded, and each sign of a writing without spaces a word of its own. */
export function searchable(text: string): string {
  return folded(text).replace(alone, ' $& ')
}

/**
 * What somebody typed, as things to look for. All of them are meant; "in quotes" is said in a row.
 * @param typed anything at all; what lies behind 200 characters or eight words is left out
 */
export function termsOf(typed: string): Term[] {
  const parts = typed.slice(0, mostLetters).match(/"[^"]*"?|[^\s"]+/g) ?? []
  const terms = parts.map((part): Term => {
    const words = searchable(part).match(word) ?? []
    const last = words.at(-1) ?? ''
    // One letter begins too many words to be of help, and a closed quotation is meant as it stands.
    return { words, open: !/^".*"$/.test(part) && [...last].length > 1 }
  })
  let count = 0
  return terms.filter(({ words }) => {
    count += words.length
    return words.length > 0 && count <= mostWords
  })
}

/** The question to FTS5: every word in quotes, so that nothing that was typed is an operator. */
export function matchOf(terms: readonly Term[]): string {
  return terms.map(({ words, open }) => `"${words.join(' ')}"${open ? '*' : ''}`).join(' AND ')
}

/** Whether and where terms stand in a text: its pieces in order, those that were looked for marked. */
export type Piece = { text: string; found: boolean }

/**
 * The place in a text where most was found, with a little around it.
 * @param most characters of the excerpt, about
 * @returns undefined when nothing of it stands there
 */
export function excerptOf(text: string, terms: readonly Term[], most = 180): Piece[] | undefined {
  const spots = spotsIn(text, terms)
  const [first] = spots
  if (!first) return undefined
  const from = first.from < most / 2 ? 0 : beginOfWord(text, first.from - Math.floor(most / 3))
  const to = from + most >= text.length ? text.length : endOfWord(text, Math.max(from + most, first.to))
  const pieces: Piece[] = [{ text: from > 0 ? '…' : '', found: false }]
  let at = from
  for (const spot of spots.filter((one) => one.from >= from && one.to <= to)) {
    pieces.push(
      { text: text.slice(at, spot.from), found: false },
      { text: text.slice(spot.from, spot.to), found: true },
    )
    at = spot.to
  }
  pieces.push({ text: `${text.slice(at, to)}${to < text.length ? '…' : ''}`, found: false })
  return pieces.filter(({ text }) => text !== '')
}

type Spot = { from: number; to: number }

/** Characters around the first place that are looked at closely, however long the text is. */
const close = 1500

/** The places of the terms near the first of them, in order and without overlaps. */
function spotsIn(text: string, terms: readonly Term[]): Spot[] {
  const patterns = terms.map(patternOf)
  const whole = folded(text)
  const firsts = patterns.map((pattern) => whole.search(pattern)).filter((at) => at >= 0)
  if (firsts.length === 0) return []
  const begin = Math.max(0, placeIn(text, Math.min(...firsts)) - close)
  const { plain, origin } = foldedWithOrigins(text.slice(begin, begin + 2 * close + mostLetters))
  const spots = patterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map(({ index, 0: match }) => ({
      from: begin + (origin[index] as number),
      to: begin + (origin[index + match.length] as number),
    })),
  )
  let until = 0
  return spots
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      const apart = from >= until && to > from
      if (apart) until = to
      return apart
    })
}

/** About where a place of the folded text is in the text itself, which may be shorter or longer. */
function placeIn(text: string, place: number): number {
  let at = 0
  for (let passed = 0; at < text.length; at += close) {
    passed += folded(text.slice(at, at + close)).length
    if (passed > place) break
  }
  return at
}

/** Folded sign by sign, with where each came from. */
function foldedWithOrigins(text: string): { plain: string; origin: number[] } {
  let plain = ''
  const origin: number[] = []
  let at = 0
  for (const sign of text) {
    const small = folded(sign)
    for (let n = 0; n < small.length; n++) origin.push(at)
    plain += small
    at += sign.length
  }
  origin.push(text.length)
  return { plain, origin }
}

/** Words are letters and digits alone, so nothing in them needs to be escaped. */
function patternOf({ words, open }: Term): RegExp {
  const isAlone = (one: string) => one.search(alone) === 0
  const between = words.map((one, n) => {
    const before = words[n - 1]
    if (before === undefined) return isAlone(one) ? '' : '(?<![\\p{L}\\p{N}])'
    return isAlone(one) && isAlone(before) ? '[^\\p{L}\\p{N}]*' : '[^\\p{L}\\p{N}]*?'
  })
  const last = words.at(-1) ?? ''
  const end = isAlone(last) ? '' : open ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])'
  return new RegExp(`${words.map((one, n) => between[n] + one).join('')}${end}`, 'gu')
}

const beginOfWord = (text: string, at: number) => text.indexOf(' ', at) + 1 || at
const endOfWord = (text: string, at: number) => (text.indexOf(' ', at) < 0 ? text.length : text.indexOf(' ', at))
