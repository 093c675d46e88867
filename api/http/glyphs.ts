import type { Mark } from '../reads/words.ts'

const flat = 'fill="none" stroke="currentColor"'
const cut = 'fill="none" stroke="var(--ground)"'

/** Each state's own shape on a square of 16, in the colour of the text around it; cut out in `--ground`. */
export const glyphs: Record<Mark, string> = {
  ok: `<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="m4.5 8.4 2.4 2.4 4.6-5.3" ${cut} stroke-width="1.9"/>`,
  maint: `<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" ${flat} stroke-width="1.8" stroke-linejoin="round"/><circle cx="8" cy="8" r="2" fill="currentColor"/>`,
  slow: `<path d="M1.5 2.5h13L8 13.6z" ${flat} stroke-width="2" stroke-linejoin="round"/>`,
  part: `<path d="M8 1 15.6 14.5H.4z" fill="currentColor"/><path d="M8 5.6v4.2m0 1.3v1.6" ${cut} stroke-width="1.8"/>`,
  major: `<path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" fill="currentColor"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4" ${cut} stroke-width="1.9"/>`,
  none: `<circle cx="8" cy="8" r="6.4" ${flat} stroke-width="1.8" stroke-dasharray="3.2 1.8"/>`,
}

const light = { ok: '#1d6840', maint: '#2b539c', slow: '#745500', part: '#974600', major: '#a51b1b', none: '#565b5f' }
const dark = { ok: '#7ecb9d', maint: '#a3bff5', slow: '#dfbe59', part: '#f0a468', major: '#ff9f95', none: '#a4a9ac' }
const marks = (colours: Record<Mark, string>) =>
  Object.entries(colours)
    .map(([mark, colour]) => `.${mark}{color:${colour}}`)
    .join('')

/** The colours of what stands on other people's pages, where our stylesheet does not reach; as in site/styles/tokens.css. */
export const colours = `:root{--ground:#fcfcfb;--ink:#16181a;--muted:#565b5f;--edge:#858a8d}${marks(light)}@media (prefers-color-scheme:dark){:root{--ground:#121416;--ink:#eceeec;--muted:#a4a9ac;--edge:#767c80}${marks(dark)}}`
