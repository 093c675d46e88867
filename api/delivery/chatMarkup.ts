/** At most so many characters, cut at a word where there is one. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1).toWellFormed()
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.length - 40)).trimEnd()}…`
}

/** The same after it was escaped: entities must not be cut, and count for what they become. */
export function clippedAfter(text: string, most: number, spell: (text: string) => string): string {
  let length = most
  for (;;) {
    const escaped = spell(clipped(text, length))
    if (escaped.length <= most) return escaped
    length -= escaped.length - most
  }
}

/** Nobody is called by a text: the sign before a name that calls many is parted from it by a joiner that is not seen. */
export function calm(text: string): string {
  return text.replace(/(?<![\w.+-])@(?=(everyone|here|channel|all|team|room)\b)/gi, '@\u2060')
}

/** Slack, and whatever speaks like it: three signs begin everything that is not text. */
export function forSlack(text: string): string {
  return calm(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Google Chat's cards show a little HTML. */
export const forGoogleChat = forSlack

/** Discord's Markdown: a backslash takes any sign's meaning away. An address stays one that can be followed. */
export function forDiscord(text: string): string {
  const parts = calm(text).split(/(https?:\/\/[^\s<>()[\]*~`|\\]+)/g)
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_~`|>#<[\]():@-]/g, '\\$&'))).join('')
}
