import { expect, test } from 'vitest'
import { oneLine } from '../../emails/message.ts'
import { plain, wrapped } from '../../emails/plain.ts'

test('one line is one line, in every alphabet', () => {
  const ends = ['\r\n', '\n', '\r', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029', '\u0000', '\u202e', '\ud800']
  for (const end of ends) expect(oneLine(`Pay${end}Bcc: eve@example.org`)).toMatch(/^Pay.Bcc: eve@example\.org$/u)
  expect(oneLine('  Ça ne va pas – 注文 🚢 ')).toBe('Ça ne va pas – 注文 🚢')
})

test('plain text breaks between words at 72 columns, and never an address', () => {
  const long = `https://status.harbour.example/${'x'.repeat(80)}`
  const text = wrapped(`${'word '.repeat(30)}${long} and ${'more '.repeat(20)}`, '  ')
  for (const line of text.split('\n')) expect(line.length <= 72 || line.includes('https')).toBe(true)
  expect(text).toContain(`\n  ${long}\n`)
  expect(text.replace(/\s+/g, ' ').trim()).toBe(`${'word '.repeat(30)}${long} and ${'more '.repeat(20)}`.trim())
  expect(plain('a', undefined, false, 'b')).toBe('a\n\nb\n')
})
