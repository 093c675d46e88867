import { createHash } from 'node:crypto'
import type { Context } from '../context/context.ts'
import { printable } from '../context/text.ts'
import type { Rendered } from '../edition/answer.ts'
import { type Badge, readBadge } from '../reads/badge.ts'
import { languageOfPath, readOwnLanguage } from '../reads/languages.ts'
import { colours, glyphs } from './glyphs.ts'
import { strictPolicy } from './headers.ts'
import { orMissing, publicBytes } from './rendered.ts'
import { shortened, widthOf } from './textWidth.ts'

/** What answers the badges, of the page and of each component, in every language; undefined for other paths. */
export function badgeSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  const asked = languageOfPath(path)
  const found = /^(?:\/components\/([a-z0-9]{1,64}))?\/badge\.svg$/.exec(asked.path)
  if (!found) return undefined
  return () =>
    orMissing(ctx, async () => {
      const language = asked.language ?? (await readOwnLanguage(ctx))
      return publicBytes(ctx.config, type, badgeText(await readBadge({ ...ctx, language }, found[1])), policy)
    })
}

const type = 'image/svg+xml; charset=utf-8'
const style = `${colours}rect{fill:var(--ground);stroke:var(--edge)}text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif;fill:var(--ink)}.word{font-weight:600;fill:currentColor}`
/** As a picture a badge has no policy; opened by itself, its own style is allowed by what it is. */
const policy = `${strictPolicy}; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`

const size = 12
const mostWide = 240

/** A picture of 24 pixels' height that says in words, by a glyph and by colour how things stand. */
export function badgeText({ label, whole, stance, language }: Badge): string {
  const name = shortened(oneLine(label), size, mostWide)
  const word = oneLine(stance.word)
  const [left, right] = [Math.ceil(widthOf(name, size)), Math.ceil(widthOf(word, size) * 1.06)]
  const glyphAt = 10 + left + 10
  const wordAt = glyphAt + 14 + 6
  const wide = wordAt + right + 10
  const said = escaped(`${oneLine(whole)}: ${word}`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="24" viewBox="0 0 ${wide} 24" role="img" aria-label="${said}" lang="${escaped(language)}">`,
    `<title>${said}</title><style>${style}</style>`,
    `<rect x=".5" y=".5" width="${wide - 1}" height="23" rx="2"/>`,
    `<text x="10" y="16.5" ${roomFor(left)}>${escaped(name)}</text>`,
    `<g class="${stance.mark}"><svg x="${glyphAt}" y="5" width="14" height="14" viewBox="0 0 16 16">${glyphs[stance.mark]}</svg>`,
    `<text class="word" x="${wordAt}" y="16.5" ${roomFor(right)}>${escaped(word)}</text></g></svg>`,
  ].join('')
}

/** Whatever font there is, the text takes the room that the picture has for it. */
function roomFor(wide: number): string {
  return wide > 0 ? `textLength="${wide}" lengthAdjust="spacingAndGlyphs"` : ''
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
