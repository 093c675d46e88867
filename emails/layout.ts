import { html, raw } from 'hono/html'
import { ink, inkDark, type Mark, type Stance, sans, serif, tones } from './tones.ts'

export type Html = ReturnType<typeof html>

/** Who writes, and where. */
export type PageFacts = { name: string; url: string }

export type Frame = {
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
export function layout({ page, mark, preheader, title, corner, body, footer }: Frame): string {
  const rule = `font-size:0;line-height:0;border-top:1px solid ${ink.hairline}`
  const small = `font:13px/21px ${sans};color:${ink.muted}`
  return String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no">
<title>${title}</title>
<style>${raw(styles(mark))}</style></head>
<body class="ground" style="margin:0;padding:0;background:${ink.ground};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}${raw('&#8199;&#65279;'.repeat(40))}</div>
${column(html`
<tr><td class="rule" height="4" style="height:4px;line-height:4px;font-size:0;background:${tones[mark].solid}">&nbsp;</td></tr>
<tr><td class="pad" style="padding:20px 24px 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>
<td class="ink" style="font:bold 19px/24px ${raw(serif)};color:${ink.ink}">${page.name} <span class="muted" style="font-weight:normal;color:${ink.muted}">Status</span></td>
<td class="muted" align="right" style="${raw(small)}">${corner}</td></tr></table></td></tr>
<tr><td class="pad" style="padding:0 24px"><div class="line" style="${raw(rule)}">&nbsp;</div></td></tr>
${body}
<tr><td class="pad" style="padding:0 24px"><div class="line" style="${raw(rule)}">&nbsp;</div></td></tr>
<tr><td class="pad muted" style="padding:14px 24px 32px;${raw(small)}">${footer}</td></tr>`)}
</body></html>`)
}

function column(rows: Html): Html {
  return html`<table class="ground" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${ink.ground}"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;text-align:left">${rows}</table>
</td></tr></table>`
}

/** The lead: what state, what happened, and when that was said. */
export function lead({
  stance,
  beside,
  title,
  said,
}: {
  stance: Stance
  beside: string
  title: string
  said: Html
}): Html {
  return html`<tr><td class="pad" style="padding:20px 24px 0">
<p class="state" style="margin:0 0 8px;font:bold 15px/22px ${raw(sans)};color:${tones[stance.mark].text}">${glyph(stance.mark)}${stance.word}<span class="muted" style="font-weight:normal;color:${ink.muted}">${beside && ` · ${beside}`}</span></p>
<h1 class="ink title" style="margin:0 0 16px;font:bold 31px/37px ${raw(serif)};letter-spacing:-.3px;color:${ink.ink}">${title}</h1>
<p class="muted" style="margin:0 0 4px;font:15px/22px ${raw(sans)};color:${ink.muted}">${said}</p></td></tr>`
}

function glyph(mark: Mark): Html {
  return mark === 'none' ? html`` : html`${tones[mark].glyph}&nbsp; `
}

/** What was written, from HTML that is safe already. */
export function prose(safeHtml: string): Html {
  const styled = safeHtml
    .replace(/<img\b[^>]*>/gi, '')
    .replace(/<(p|ul|ol|blockquote|pre)>/g, '<$1 style="margin-top:0;margin-bottom:14px">')
    .replace(/<a /g, '<a class="ink" style="color:inherit" ')
  return html`<tr><td class="pad ink prose" style="padding:0 24px 6px;font:17px/27px ${raw(sans)};color:${ink.ink}">${raw(styled)}</td></tr>`
}

/** A sentence of ours that must not be overlooked. */
export function promise(sentence: string): Html {
  return html`<tr><td class="pad ink" style="padding:0 24px 18px;font:bold 17px/27px ${raw(sans)};color:${ink.ink}">${sentence}</td></tr>`
}

/** Label and text side by side, one under the other on a phone; without text there is no row. */
export function rows(pairs: [label: string, text: string | null | undefined][]): Html {
  const edge = `border-top:1px solid ${ink.hairline}`
  const told = pairs.filter(([, text]) => text)
  if (told.length === 0) return html``
  return html`<tr><td class="pad" style="padding:0 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${told.map(
    ([label, text]) => html`<tr>
<td class="muted line label" width="130" valign="top" style="width:130px;${edge};padding:13px 10px 13px 0;font:bold 14px/22px ${raw(sans)};color:${ink.muted}">${label}</td>
<td class="ink line value" valign="top" style="${edge};padding:12px 0;font:16px/25px ${raw(sans)};color:${ink.ink}">${lines(text ?? '')}</td></tr>`,
  )}</table><div class="line" style="${edge};font-size:0;line-height:0">&nbsp;</div></td></tr>`
}

function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => html`${index > 0 ? raw('<br>') : ''}${line}`)}`
}

export function button(label: string, url: string): Html {
  return html`<tr><td class="pad" style="padding:22px 24px 28px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" style="background:${ink.ink};border-radius:2px"><a href="${url}" style="display:inline-block;padding:12px 20px;font:bold 15px/20px ${raw(sans)};color:${ink.ground};text-decoration:none">${label}</a></td></tr></table></td></tr>`
}

function styles(mark: Mark): string {
  const { darkText, darkSolid } = tones[mark]
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.ground{background:${inkDark.ground}!important}.ink{color:${inkDark.ink}!important}.muted{color:${inkDark.muted}!important}
.state{color:${darkText}!important}.rule{background:${darkSolid}!important}.line{border-color:${inkDark.hairline}!important}
.button{background:${inkDark.ink}!important}.button a{color:${inkDark.ground}!important}}
@media (max-width:620px){.pad{padding-left:20px!important;padding-right:20px!important}.title{font-size:26px!important;line-height:32px!important}
.label{display:block!important;width:auto!important;padding-bottom:0!important}.value{display:block!important;border-top:0!important;padding-top:2px!important}}`
}
