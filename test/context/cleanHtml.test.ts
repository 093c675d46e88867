import { expect, test } from 'vitest'
import { cleanHtml } from '../../api/context/cleanHtml.ts'
import { toText } from '../../api/context/text.ts'

test('a bare bracket or ampersand is text, and what follows it is still there', () => {
  const said = 'A small part of our customers, <1% in fact, saw old prices & a stale basket. This is over.'
  expect(toText(cleanHtml(said), 'html')).toBe(said)
  expect(cleanHtml(said)).toContain('&lt;1% in fact')
  for (const text of [
    'fewer than < 5 minutes',
    'a <b that never ends',
    'run <reindex> once',
    'x <!-- no end',
    'R&D; AT&T',
  ])
    expect(toText(cleanHtml(text), 'html')).toBe(text)
})

test('lists, emphasis and links stay as they were', () => {
  const html =
    '<ul><li><strong>09:15</strong> - Down.</li><li><em>Back</em>, see <a href="https://a.example/b?c=1&d=2">why</a></li></ul>'
  expect(cleanHtml(html)).toBe(
    '<ul><li><strong>09:15</strong> - Down.</li><li><em>Back</em>, see <a href="https://a.example/b?c=1&amp;d=2" rel="nofollow noopener">why</a></li></ul>',
  )
})

test('plain text becomes paragraphs and keeps its line breaks; bare addresses can be followed', () => {
  expect(cleanHtml('One\ntwo.\n\nThree.')).toBe('<p>One<br />two.</p>\n<p>Three.</p>')
  expect(cleanHtml('<ul><li>Down!\\r\\nSoon back.</li></ul>')).toBe('<ul><li>Down!<br />Soon back.</li></ul>')
  expect(cleanHtml('See https://a.example/x.')).toBe(
    '<p>See <a href="https://a.example/x" rel="nofollow noopener">https://a.example/x</a>.</p>',
  )
  expect(cleanHtml('<h2>Cause</h2><div>A <b>disk</b>.</div>')).toBe('<p>Cause</p><p>A <strong>disk</strong>.</p>')
})

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="&#106;ava&#9;script:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/manage">x</a>',
  '<p style="position:fixed" onclick="alert(1)" class="x">x</p>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  'https://a.example/"onmouseover="alert(1)',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<form action=x><input name=y></form>',
]

test.each(hostile)('nothing of %s can act', (html) => {
  const clean = cleanHtml(`before ${html} after`)
  // What stands outside quotes of our own link attributes must be allowed tags alone.
  const tags = clean.match(/<[^>]*>/g) ?? []
  for (const tag of tags)
    expect(tag).toMatch(
      /^<\/?(p|br \/|ul|ol|li|strong|em|code|pre|blockquote|a)>$|^<a href="https?:\/\/[^"<>]*" rel="nofollow noopener">$/,
    )
  expect(clean).toContain('before')
})

test('control characters, which XML cannot carry, are gone, and cleaning twice changes nothing', () => {
  expect(cleanHtml('a\u0000b\u0008c\ufffe')).toBe('<p>abc</p>')
  for (const html of hostile) expect(cleanHtml(cleanHtml(html))).toBe(cleanHtml(html))
})

test('input made to be slow is not', () => {
  const began = performance.now()
  for (const unit of ['<a ', '<!--', '\n ', '<p>', 'https://', '&lt;', '<a href="'])
    cleanHtml(unit.repeat(Math.ceil(25_000 / unit.length)))
  expect(performance.now() - began).toBeLessThan(2000)
})
