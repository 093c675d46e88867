import { html, raw } from 'hono/html'
import type { Html } from './layout.ts'
import { ink, type Mark, type Stance, sans, serif, tones } from './tones.ts'

/** The lead: what state, what happened, and when that was said. @param language of the title, where it is another one */
export function lead({ stance, beside, title, said, language }: Lead): Html {
  return html`<tr><td class="pad" style="padding:20px 24px 0">
<p class="state" style="margin:0 0 8px;font:bold 15px/22px ${raw(sans)};color:${tones[stance.mark].text}">${glyph(stance.mark)}${stance.word}<span class="muted" style="font-weight:normal;color:${ink.muted}">${beside && ` · ${beside}`}</span></p>
<h1 class="ink title"${inLanguage(language)} style="margin:0 0 16px;font:bold 31px/37px ${raw(serif)};letter-spacing:-.3px;color:${ink.ink}">${title}</h1>${
    said &&
    html`
<p class="muted" style="margin:0 0 12px;font:15px/22px ${raw(sans)};color:${ink.muted}">${said}</p>`
  }</td></tr>`
}

type Lead = { stance: Stance; beside: string; title: string; said: Html | ''; language: string | undefined }

function glyph(mark: Mark): Html {
  return mark === 'none' ? html`` : html`${tones[mark].glyph}&nbsp; `
}

function inLanguage(language: string | undefined): Html | '' {
  return language ? html` lang="${language}"` : ''
}

/** What was written, from HTML that is safe already. */
export function prose(safeHtml: string, language?: string): Html {
  const styled = safeHtml
    .replace(/<img\b[^>]*>/gi, '')
    .replace(/<(p|blockquote|pre)>/g, '<$1 style="margin-top:0;margin-bottom:14px">')
    .replace(/<(ul|ol)>/g, '<$1 style="margin-top:0;margin-bottom:14px;padding-left:24px">')
    .replace(/<a /g, '<a class="ink" style="color:inherit" ')
  return html`<tr><td class="pad ink prose"${inLanguage(language)} style="padding:0 24px 6px;font:17px/27px ${raw(sans)};color:${ink.ink}">${raw(styled)}</td></tr>`
}

/** A remark of ours on what was written. */
export function remark(sentence: string): Html {
  return html`<tr><td class="pad muted" style="padding:0 24px 16px;font:15px/22px ${raw(sans)};color:${ink.muted}">${sentence}</td></tr>`
}

/** A sentence of ours that must not be overlooked. */
export function promise(sentence: string): Html {
  return html`<tr><td class="pad ink" style="padding:0 24px 18px;font:bold 17px/27px ${raw(sans)};color:${ink.ink}">${sentence}</td></tr>`
}

export type Row = [label: string, text: string | null | undefined, language?: string | undefined]

/** Label and text side by side, one under the other on a phone; without text there is no row. */
export function rows(pairs: Row[]): Html {
  const told = pairs.filter(([, text]) => text)
  if (told.length === 0) return html``
  return html`<tr><td class="pad" style="padding:0 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${told.map(
    (row, index) => rowOf(row, index === told.length - 1),
  )}</table></td></tr>`
}

function rowOf([label, text, language]: Row, last: boolean): Html {
  const line = `1px solid ${ink.hairline}`
  const edge = `border-top:${line}${last ? `;border-bottom:${line}` : ''}`
  return html`<tr>
<td class="muted line label" width="130" valign="top" style="width:130px;${edge};padding:13px 10px 13px 0;font:bold 14px/22px ${raw(sans)};color:${ink.muted}">${label}</td>
<td class="ink line value"${inLanguage(language)} valign="top" style="${edge};padding:12px 0;font:16px/25px ${raw(sans)};color:${ink.ink}">${lines(text ?? '')}</td></tr>`
}

function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => html`${index > 0 ? raw('<br>') : ''}${line}`)}`
}

export function button(label: string, url: string): Html {
  return html`<tr><td class="pad" style="padding:22px 24px 28px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="button" style="background:${ink.ink};border-radius:2px"><a href="${url}" style="display:inline-block;padding:12px 20px;font:bold 15px/20px ${raw(sans)};color:${ink.ground};text-decoration:none">${label}</a></td></tr></table></td></tr>`
}
