import { isUtf8 } from 'node:buffer'
import { invalid, Problem } from '../../context/problems.ts'

/** Bytes of a list that are read at once: as many as an export of 100,000 subscribers has, and some room. */
export const mostBytes = 15_000_000

/**
 * An uploaded list as text.
 * @throws invalid on `csv`, with what to do about it, for anything that is not UTF-8; tooLarge
 */
export function listText(bytes: Uint8Array): string {
  if (bytes.length > mostBytes) throw tooLarge()
  const other = foreign.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte))
  if (other) throw invalid({ csv: `${other[1]} ${remedy}` })
  if (!isUtf8(bytes)) throw invalid({ csv: `${lineOf(bytes)} (it may be Latin-1 or Windows-1252). ${remedy}` })
  return new TextDecoder().decode(bytes)
}

/** @throws invalid on `csv`, tooLarge: for text that came as text */
export function refuseOddText(text: string): void {
  if (text.length > mostBytes || Buffer.byteLength(text) > mostBytes) throw tooLarge()
  if (text.includes('\0')) throw invalid({ csv: `This is not text: it holds NUL characters. ${remedy}` })
  if (text.trim() === '') throw invalid({ csv: 'The list is empty.' })
}

const remedy = 'Save it as “CSV UTF-8” and try again.'

const foreign: [number[], string][] = [
  [[0xff, 0xfe], 'This file is UTF-16, not UTF-8.'],
  [[0xfe, 0xff], 'This file is UTF-16, not UTF-8.'],
  [[0x50, 0x4b, 0x03, 0x04], 'This is a workbook or an archive, not CSV.'],
]

function lineOf(bytes: Uint8Array): string {
  let line = 1
  for (let at = 0; at < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, at)
    const end = found === -1 ? bytes.length : found
    if (!isUtf8(bytes.subarray(at, end))) break
    at = end + 1
  }
  return `Line ${line} holds bytes that are no UTF-8`
}

const tooLarge = () =>
  new Problem('tooLarge', 'list-too-large', 'The list is larger than 15 MB. Split it into several.')
