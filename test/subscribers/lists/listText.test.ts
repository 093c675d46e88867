import { expect, test } from 'vitest'
import { listText } from '../../../api/subscribers/lists/listText.ts'

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

test.each<[string, Uint8Array, RegExp]>([
  ['UTF-16 as Windows writes it', utf16('sam@example.org'), /UTF-16.*Save it as “CSV UTF-8”/],
  ['UTF-16 the other way round', utf16('sam@example.org').swap16(), /UTF-16/],
  ['a workbook', Buffer.from('PK\x03\x04…'), /workbook/],
  ['Latin-1', Buffer.from('sam@example.org\nkim@example.org,Größe', 'latin1'), /Line 2 holds bytes.*Latin-1/],
  ['a sequence that was cut off', Buffer.from([0x61, 0x0a, 0x0a, 0xe2, 0x82]), /Line 3 holds bytes/],
  ['an overlong sequence', Buffer.from([0xc0, 0xaf]), /Line 1 holds bytes/],
  ['too much', Buffer.alloc(15_000_001, 'a'), /larger than 15 MB/],
])('%s is refused, with what to do about it', (_, bytes, sentence) => {
  expect(() => listText(bytes)).toThrow(sentence)
})

test('UTF-8 is read, with or without its mark', () => {
  expect(listText(Buffer.from('größe\n'))).toBe('größe\n')
  expect(listText(Buffer.from('\u{feff}größe\n'))).toBe('größe\n')
})
