import { expect, test } from 'vitest'
import { type Cell, csvFile, csvLine, unguarded } from '../../api/context/csv.ts'

test('a line is quoted as RFC 4180 says', () => {
  expect(csvLine(['a', 1, null, undefined, new Date(0)])).toBe('a,1,,,1970-01-01T00:00:00.000Z\r\n')
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ' padded '])).toBe('"a,b","say ""hi""","two\nlines"," padded "\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0', '\0=1', ' =1', '＝1', "'=1", "''+1"])(
  'no cell begins like a formula: %j',
  (text) => {
    const cell = csvLine([text]).replace(/^"|"?\r\n$/g, '')
    expect(cell).toBe(`'${text}`)
    expect(unguarded(cell)).toBe(text)
  },
)

test('what looks like one in the middle, or like a guard, stays as it is', () => {
  for (const text of ['sam+news@example.org', "o'brien@example.org", "'quoted'", '550 5.1.1 no-such=box', '', "'"]) {
    expect(csvLine([text])).toBe(`${text}\r\n`)
    expect(unguarded(text)).toBe(text)
  }
})

test('a spreadsheet that splits at semicolons finds no formula either', () => {
  expect(csvLine(['ok;=cmd()', 'a\n-1', 'x;"=1'])).toBe(`ok;'=cmd(),"a\n'-1","x;""'=1"\r\n`)
})

test('a file is made as it is read, and no further when its reader goes', async () => {
  let asked = 0
  let ended = false
  async function* batches(): AsyncGenerator<Cell[][]> {
    try {
      for (;;) yield [[++asked], [asked]]
    } finally {
      ended = true
    }
  }
  const reader = csvFile(['n'], batches(), { forPeople: false }).getReader()
  const next = async () => new TextDecoder('utf-8', { ignoreBOM: true }).decode((await reader.read()).value)
  expect(await next()).toBe('n\r\n')
  expect(asked).toBe(0)
  expect(await next()).toBe('1\r\n1\r\n')
  expect(asked).toBe(1)
  await reader.cancel()
  expect(ended).toBe(true)
})

test('a file for people says that it is UTF-8, and empty batches end nothing', async () => {
  async function* batches() {
    yield []
    yield [['ü']]
  }
  const bytes = Buffer.from(await new Response(csvFile(['n'], batches(), { forPeople: true })).arrayBuffer())
  expect(bytes.toString('hex')).toBe(Buffer.from('\u{feff}n\r\nü\r\n').toString('hex'))
})
