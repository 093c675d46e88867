import { createHash } from 'node:crypto'
import type { Language } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { printable } from '../context/text.ts'
import type { Rendered } from '../edition/answer.ts'
import { languageOfPath, pathIn, readOwnLanguage } from '../reads/languages.ts'
import { readStanding, type StandingView } from '../reads/standing.ts'
import { colours, glyphs } from './glyphs.ts'
import { publicBytes } from './rendered.ts'

/** What answers `/embed`, the one page that may stand in a frame of other people's pages, in every language. */
export function embedSource(ctx: Context, path: string): (() => Promise<Rendered>) | undefined {
  const asked = languageOfPath(path)
  if (asked.path !== '/embed') return undefined
  return async () => {
    const own = await readOwnLanguage(ctx)
    const language = asked.language ?? own
    const view = await readStanding({ ...ctx, language })
    const text = embedText(view, language, view.page.url + pathIn(language, own, '/'))
    return publicBytes(ctx.config, 'text/html; charset=utf-8', text, policy)
  }
}

const style = `${colours}:root{color-scheme:light dark}body{margin:0}body[hidden]{display:none}a{box-sizing:border-box;display:grid;grid-template-columns:20px 1fr;align-items:center;gap:0 12px;height:64px;padding:0 16px;border:1px solid var(--edge);border-radius:2px;background:var(--ground);color:var(--ink);font:15px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;text-decoration:none}a:hover h1{text-decoration:underline}a:focus-visible{outline:2px solid var(--ink);outline-offset:-4px}svg{width:20px;height:20px;grid-row:span 2}b,h1{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}b{align-self:end;font-size:13px}b span{color:var(--muted);font-weight:400}h1{align-self:start;margin:0;font:inherit}`

/** Looks once a minute whether something else is to be said; says nothing at all while nobody answers. */
const script = `(function(b,n){setInterval(function(){document.hidden||fetch(location.href,{cache:'no-cache'}).then(function(r){if(!r.ok)throw 0;return r.text()}).then(function(t){n=0;b.hidden=false;t.indexOf('"'+b.dataset.is+'"')<0&&location.reload()}).catch(function(){b.hidden=++n>1})},6e4)})(document.body,0)`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *`

/** One line of 64 pixels' height: the state, whose it is, and what is wrong, as a link to the page. */
function embedText({ page, lead }: StandingView, language: Language, url: string): string {
  const [name, word, headline] = [page.name, lead.stance.word, lead.headline].map(escaped)
  const body = `<a href="${escaped(url)}" target="_blank" rel="noopener"><svg class="${lead.stance.mark}" viewBox="0 0 16 16" aria-hidden="true">${glyphs[lead.stance.mark]}</svg><b class="${lead.stance.mark}">${word} <span>· ${name}</span></b><h1>${headline}</h1></a>`
  const is = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${name}</title><style>${style}</style></head><body data-mark="${lead.stance.mark}" data-is="${is}"><main>${body}</main><script>${script}</script></body></html>`
}

function escaped(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
