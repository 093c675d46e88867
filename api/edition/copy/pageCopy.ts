import { posix } from 'node:path'
import { momentOn } from '../mark.ts'
import { words } from './words.ts'

export type CopyOf = {
  /** Of the page within the site. */
  path: string
  html: string
  /** The policy that the page is served with. */
  policy: string | undefined
  /** Without a trailing slash. */
  publicUrl: string
  madeAt: Date
  /** Whether a path of the site is in the copy. */
  has: (path: string) => boolean
}

/**
 * A page that works as a file: links lead to files, its policy is in it, what needs the server is left out and says so, and
 * the page says that it is a copy, and of when.
 */
export function pageCopy(copy: CopyOf): string {
  const { lang, zone } = rootOf(copy.html)
  const say = words[lang.slice(0, 2)] ?? words.en
  if (!say) throw new Error('There are no words for a copy.')
  const host = new URL(copy.publicUrl).host
  const there = (path: string) => `<a href="${copy.publicUrl}${path}">${host}</a>`
  const time = `<time datetime="${copy.madeAt.toISOString()}">${momentOn(lang, zone, copy.madeAt)}</time>`
  const notice = `<div id="copy" class="demo"><p class="col">${say.copyOf(there(copy.path), time)}</p></div>`
  return (
    copy.html
      .replace(/<form\b.*?<\/form>/gs, () => `<p class="quiet-text" data-form>${say.formThere(there(copy.path))}</p>`)
      .replace(/<div id="as-of".*?<\/div>/s, () => notice)
      // Nothing tells a copy of news; and a version that it does not show would change every file with every post.
      .replace(' id="live"', ' id="not-live"')
      .replace(/(<html[^>]*?) data-version="\d*"/, '$1')
      .replace(/(<meta charset="?utf-8"?>)/i, (_, charset) => charset + policyTag(copy.policy))
      .replace(tag, (one) => one.replace(link, (_, name, to) => ` ${name}="${fileLink(copy, to)}"`))
  )
}

/** The same page but for the time of its making. */
export function isSamePage(a: string, b: string): boolean {
  return untimed(a) === untimed(b)
}

/** When a copy says that it was made. */
export function madeAtOf(html: string): Date | undefined {
  const iso = made.exec(html)?.[2]
  return iso === undefined ? undefined : new Date(iso)
}

const made = /(<div id="copy".*?)<time datetime="([^"]*)">[^<]*<\/time>/s
const untimed = (html: string) => html.replace(made, (_, before) => before)

const tag = /<[a-z](?:"[^"]*"|[^">])*>/gi
const link = /\s(href|src)="(\/(?!\/)[^"]*)"/g

function rootOf(html: string) {
  const root = /<html[^>]*>/.exec(html)?.[0] ?? ''
  return {
    lang: /\slang="([\w-]+)"/.exec(root)?.[1] ?? 'en',
    zone: /\sdata-zone="([\w/+-]+)"/.exec(root)?.[1] ?? 'UTC',
  }
}

/** A browser takes no frame-ancestors from a page; and the copy talks to nobody. */
function policyTag(policy: string | undefined): string {
  if (!policy) return ''
  const parts = policy.split(';').map((part) => part.trim())
  const kept = parts.filter((part) => part && !part.startsWith('frame-ancestors') && !part.startsWith('form-action'))
  const text = [...kept, "form-action 'none'", "connect-src 'none'"].join('; ')
  return `<meta http-equiv="Content-Security-Policy" content="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`
}

/** From file to file, so that it works under any folder of any host; what is not in the copy is where it always was. */
function fileLink({ path, publicUrl, has }: CopyOf, to: string): string {
  const [target = '', fragment] = to.split('#', 2)
  if (!has(target)) return publicUrl + to
  const file = posix.relative(posix.dirname(fileOf(path)), fileOf(target))
  return fragment === undefined ? file : `${file}#${fragment}`
}

/** The file, within the copy, of a path of the site: a page is a folder with an index. */
export function fileOf(path: string): string {
  if (/\.\w+$/.test(path)) return path
  return path.endsWith('/') ? `${path}index.html` : `${path}/index.html`
}
