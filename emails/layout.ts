import { html, raw } from 'hono/html'
import type { Language } from '../db/vocabulary.ts'
import { ink, inkDark, type Mark, sans, serif, tones } from './tones.ts'

export type Html = ReturnType<typeof html>

/** Who writes, and where. */
export type PageFacts = { name: string; url: string }

export type Frame = {
  language: Language
  page: PageFacts
  mark: Mark
  /** What an inbox shows behind the subject: begins with the state. */
  preheader: string
  title: string
  /** A word at the right of the head: "Update 3". */
  corner: string
  body: Html
  footer: Html
}

/** The frame of every mail: one column, a rule in the colour of the state, ink on ground; follows the reader's dark mode. */
export function layout({ language, page, mark, preheader, title, corner, body, footer }: Frame): string {
  const edge = `border-bottom:1px solid ${ink.hairline}`
  const small = `font:13px/21px ${sans};color:${ink.muted}`
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no">
<title>${title}</title>
<style>${raw(styles(mark))}</style>
${raw(outlook)}</head>
<body class="ground" style="margin:0;padding:0;background:${ink.ground};-webkit-text-size-adjust:100%">
<div class="hidden" style="display:none;max-height:0;overflow:hidden">${preheader}</div>
${column(html`
<tr><td class="pad rule" style="padding:20px 24px 0;border-top:4px solid ${tones[mark].solid}">${wide(html`
<td class="ink line" style="${raw(edge)};padding:0 0 12px;font:bold 19px/24px ${raw(serif)};color:${ink.ink}">${page.name}${namesItself(page.name) ? '' : html` <span class="muted" style="font-weight:normal;color:${ink.muted}">Status</span>`}</td>
<td class="muted line" align="right" style="${raw(edge)};padding:0 0 12px;${raw(small)}">${corner}</td>`)}</td></tr>
${body}
<tr><td class="pad" style="padding:0 24px">${wide(html`
<td class="muted line" style="border-top:1px solid ${ink.hairline};padding:14px 0 32px;${raw(small)}">${footer}</td>`)}</td></tr>`)}
</body></html>`)
}

/** Whether a page's name says that it is a status page. */
export const namesItself = (name: string) => /\bstatus\b/i.test(name)

function column(rows: Html): Html {
  return html`<table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${ink.ground}"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;text-align:left">${rows}</table>
</td></tr></table>`
}

/** One row as wide as its cell: only table cells have borders everywhere. */
function wide(cells: Html): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${cells}</tr></table>`
}

/** Outlook shows what others hide, and takes Times for a list of fonts whose first it does not know. */
const outlook = `<!--[if mso]><style>.hidden{mso-hide:all}td,p,a,b,span{font-family:'Segoe UI',Arial,sans-serif!important}h1{font-family:Cambria,Georgia,serif!important}</style><![endif]-->`

function styles(mark: Mark): string {
  const { darkText, darkSolid } = tones[mark]
  return `:root{color-scheme:light dark}
.title,.prose,.value{overflow-wrap:anywhere}.prose pre{white-space:pre-wrap}
@media (prefers-color-scheme:dark){
.ground{background:${inkDark.ground}!important}.ink{color:${inkDark.ink}!important}.muted{color:${inkDark.muted}!important}
.state{color:${darkText}!important}.rule{border-color:${darkSolid}!important}.line{border-color:${inkDark.hairline}!important}
.button{background:${inkDark.ink}!important}.button a{color:${inkDark.ground}!important}}
@media (max-width:620px){.pad{padding-left:20px!important;padding-right:20px!important}.title{font-size:26px!important;line-height:32px!important}
.label{display:block!important;width:auto!important;padding-bottom:0!important;border-bottom:0!important}.value{display:block!important;border-top:0!important;padding-top:2px!important}}`
}
