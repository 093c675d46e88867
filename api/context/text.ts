import markdownIt from 'markdown-it'

/** Ours are Markdown; imported ones are HTML that was cleaned on the way in. */
export type Format = 'markdown' | 'html'

/** What a person typed, as HTML that is safe on every surface: no raw HTML, no images, links to http, https and mailto only. */
export function toHtml(body: string, format: Format): string {
  return format === 'html' ? body : renderer.render(printable(body))
}

/** The same text for mails and feeds that show no markup. Links keep their address in brackets. */
export function toText(body: string, format: Format): string {
  const html = toHtml(body, format)
  return decode(
    html
      .replace(/\s*\n\s*/g, (gap) => (html.includes('<pre') ? gap : ' '))
      .replace(/<li[^>]*>/g, '\n- ')
      .replace(/<br[^>]*>/g, '\n')
      .replace(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, to: string, text: string) =>
        text === to ? to : `${text} (${to})`,
      )
      .replace(/<\/(p|h\d|ul|ol|pre|blockquote)>/g, '\n\n')
      .replace(/<[^>]+>/g, ''),
  )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n[ \t]+/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The first words of a text on one line, at most `most` characters. */
export function gist(body: string, format: Format, most = 140): string {
  const line = toText(body, format).replace(/\s+/g, ' ')
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\s.,;:]+$/, '')}…`
}

/** Without what XML and terminals cannot carry: control characters, lone surrogates, U+FFFE and U+FFFF. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed().replace(unprintable, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones to remove
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

const renderer = newRenderer()

function newRenderer() {
  const markdown = markdownIt({ html: false, linkify: true, breaks: true }).disable('image')
  markdown.validateLink = (to) => /^(https?:\/\/|mailto:)/i.test(to.trim())
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('rel', 'nofollow noopener')
    return self.renderToken(tokens, index, options)
  }
  // The page owns the first heading level.
  const deeper = (tag: string) => `h${Math.min(6, Number(tag.slice(1)) + 1)}`
  for (const rule of ['heading_open', 'heading_close'])
    markdown.renderer.rules[rule] = (tokens, index, options, _env, self) => {
      const token = tokens[index]
      if (token) token.tag = deeper(token.tag)
      return self.renderToken(tokens, index, options)
    }
  return markdown
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return named[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ''
  })
}
