import sanitize from 'sanitize-html'
import { printable } from './text.ts'

/** What stays; headings, divisions and bold become the nearest of these. */
const allowed = ['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'code', 'pre', 'blockquote', 'a']
const kindred = {
  b: 'strong',
  i: 'em',
  tt: 'code',
  kbd: 'code',
  samp: 'code',
  div: 'p',
  tr: 'p',
  h1: 'p',
  h2: 'p',
  h3: 'p',
  h4: 'p',
  h5: 'p',
  h6: 'p',
}
/** Tags of HTML that are dropped; what is neither these nor ours is text that somebody put in angle brackets. */
const dropped =
  'abbr article body button caption center cite del details font footer form head header hr html iframe img input ins label link main mark math meta nav noscript object option q s script section select small span strike style sub summary sup svg table tbody td template textarea tfoot th thead title u video'

/** A `<` that begins no tag of HTML, or a tag that never ends: it is text, and must not swallow what follows. */
const names = [...allowed, ...Object.keys(kindred), ...dropped.split(' ')].join('|')
const loneBracket = new RegExp(`<(?!/?(?:${names})(?:[\\s/][^<>]*)?>)`, 'gi')
const block = /<(?:p|ul|ol|li|pre|blockquote|div|h[1-6]|table|tr)[\s/>]/i
/** A line break that was escaped once too often, as old exports have it. */
const escapedBreak = /\\r\\n/g

/**
 * Foreign HTML, as the fragments that we allow: safe on every surface, and nothing that was meant as text is lost.
 * Text without any block becomes paragraphs, its single line breaks stay.
 */
export function cleanHtml(html: string): string {
  const text = withoutComments(printable(html)).replace(loneBracket, '&lt;')
  const clean = sanitize(text.replace(escapedBreak, block.test(text) ? '<br />' : '\n'), rules)
  return block.test(clean) ? clean.replace(/<p>(?:\s|<br \/>)*<\/p>/g, '').trim() : paragraphs(clean)
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim().replace(/\s*\n\s*/g, '<br />'))
    .filter(Boolean)
    .map((part) => `<p>${part}</p>`)
    .join('\n')
}

/** An unfinished comment is text. */
function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--')
  const kept = rest.map((part) => {
    const end = part.indexOf('-->')
    return end < 0 ? `&lt;!--${part}` : part.slice(end + 3)
  })
  return [first, ...kept].join('')
}

const rules: sanitize.IOptions = {
  allowedTags: allowed,
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    ...Object.fromEntries(Object.entries(kindred).map(([from, to]) => [from, sanitize.simpleTransform(to, {}, false)])),
    a: (_name, { href = '' }) =>
      leadsOut(href) ? { tagName: 'a', attribs: linkTo(href) } : { tagName: 'span', attribs: {} },
  },
  textFilter: (text, parent) => (['a', 'code', 'pre'].includes(parent) ? text : linked(text)),
}

function leadsOut(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol)
}

function linkTo(href: string) {
  return { href, rel: 'nofollow noopener' }
}

/** Bare addresses become links; `text` is escaped already, so that what is matched holds neither quotes nor brackets. */
function linked(text: string): string {
  return text.replace(
    /\bhttps?:\/\/(?:[\w\-.~:/?#@!$*+,;=%]|&amp;)+[\w\-~/#=]/g,
    (address) => `<a href="${address}" rel="nofollow noopener">${address}</a>`,
  )
}
