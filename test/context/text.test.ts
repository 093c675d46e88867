import { expect, test } from 'vitest'
import { gist, printable, toHtml, toText } from '../../api/context/text.ts'

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>1</script>)',
  '<javascript:alert(1)>',
  '![x](https://tracker.example/p.gif)',
  '[x]: javascript:alert(1)\n\n[x]',
  '<svg onload=alert(1)>',
  '`<b onclick=x>`',
])('%s becomes text or a harmless link', (body) => {
  const html = toHtml(body, 'markdown')
  expect(html.replace(/<\/?(p|a|code|pre|br)( href="https:[^"]*" rel="nofollow noopener")?>/g, '')).not.toMatch(
    /<[a-z]/i,
  )
  expect(html).not.toMatch(/href="(?!https?:|mailto:)/i)
})

test('a heading stands below the page’s own', () => {
  expect(toHtml('# What happened', 'markdown')).toBe('<h2>What happened</h2>\n')
})

test('plain text keeps paragraphs, points and addresses', () => {
  const body = 'We **moved** orders.\n\n- first\n- second\n\nSee [the guide](https://harbour.example/g) & more.'
  expect(toText(body, 'markdown')).toBe(
    'We moved orders.\n\n- first\n- second\n\nSee the guide (https://harbour.example/g) & more.',
  )
})

test('the first words end at a word', () => {
  expect(gist('One two three four five', 'markdown', 12)).toBe('One two…')
  expect(gist('Short.', 'markdown')).toBe('Short.')
})

test('what XML cannot carry is removed', () => {
  expect(printable('a\u0000b\u0008c\ufffed\ud800e\r\nf')).toBe('abcd\ufffde\nf')
})
