/** Plain text as people write it: paragraphs wrapped at 72 columns, addresses never broken. */
export function plain(...parts: (string | false | null | undefined)[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** A paragraph, or several; lines that are there stay. */
export function wrapped(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, indent))
    .join('\n')
}

/** A label with its text beneath; nothing without text. */
export function labelled(label: string, text: string | null | undefined): string | false {
  return Boolean(text) && `${label}\n${wrapped(text ?? '', '  ')}`
}

/** What stands under every mail; the sign in front is how mail clients know where the text ends. */
export function signature(...lines: (string | false)[]): string {
  return `-- \n${lines.filter(Boolean).join('\n')}`
}

/** How many columns a terminal gives a text: what East Asia writes takes two. */
export function columns(text: string): number {
  let sum = 0
  for (const sign of text) sum += wide.test(sign) ? 2 : combining.test(sign) ? 0 : 1
  return sum
}

const most = 72
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u
const combining = /\p{Mn}|\p{Me}|\p{Cf}/u

/** What follows in an item of a list stands under its text. */
function wrapLine(line: string, indent: string): string {
  const hanging = line.startsWith('- ') ? `${indent}  ` : indent
  const done: string[] = []
  let current = indent
  for (const piece of piecesOf(line.trimEnd())) {
    if (columns((current + piece).trimEnd()) > most && current.trim() !== '') {
      done.push(current.trimEnd())
      current = hanging + piece.trimStart()
    } else current += piece
  }
  return [...done, current.trimEnd()].join('\n')
}

/**
 * What may not be broken: words with the spaces in front of them, and each sign of a script without spaces together
 * with the marks that must not begin or end a line.
 */
function piecesOf(line: string): string[] {
  return line.match(pieces) ?? []
}

const cjk = '\\u2e80-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\uff00-\\uffef'
const opening = '（「『【〔〈《'
const closing = '、。，．：；？！）」』】〕〉》ーっゃゅょぁぃぅぇぉッャュョァィゥェォ々〜'
const pieces = new RegExp(` *(?:[${opening}]*[${cjk}][${closing}]*|(?:(?![${cjk}])[^ ])+[${closing}]*)| +`, 'gu')
