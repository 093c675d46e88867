import { describe, expect, test } from 'vitest'
import { csvFile, csvLine } from '../../api/context/csv.ts'
import { type CsvLine, csvLines, separatorOf } from '../../api/context/csvLines.ts'

const read = (text: string, separator = separatorOf(text)) => [...csvLines(text, separator)].map(short)
const short = (one: CsvLine) => (one.fault === undefined ? [one.line, ...one.cells] : [one.line, new Error(one.fault)])

describe('what stands in a file', () => {
  test.each<[string, string, unknown[][]]>([
    [
      'one column',
      'a\nb\n',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['no line break at the end', 'a,b', [[1, 'a', 'b']]],
    [
      'CRLF behind quotes',
      '"a","b"\r\n"c"\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c'],
      ],
    ],
    [
      'CRLF beside quotes',
      '"a",b\r\nc,"d"',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CR alone',
      'a\rb\r',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'empty lines count but say nothing',
      'a\n\n \n,,\n""\nb',
      [
        [1, 'a'],
        [6, 'b'],
      ],
    ],
    [
      'empty cells',
      'a,,b\n,c,',
      [
        [1, 'a', '', 'b'],
        [2, '', 'c', ''],
      ],
    ],
    ['quotes', '"a","b"\n', [[1, 'a', 'b']]],
    ['a quoted separator', '"a,b",c', [[1, 'a,b', 'c']]],
    ['a quoted quote', '"a ""b"" c",d', [[1, 'a "b" c', 'd']]],
    ['an empty quoted cell', 'x,"",y', [[1, 'x', '', 'y']]],
    [
      'a quoted line break',
      '"a\nb",c\nd',
      [
        [1, 'a\nb', 'c'],
        [3, 'd'],
      ],
    ],
    [
      'a quoted CRLF',
      '"a\r\nb",c\r\nd',
      [
        [1, 'a\r\nb', 'c'],
        [3, 'd'],
      ],
    ],
    ['quotes only at the end', 'a,"b"', [[1, 'a', 'b']]],
    ['a quote inside a plain cell', 'a "b" c,d', [[1, 'a "b" c', 'd']]],
    ['spaces belong to a cell', ' a , b ', [[1, ' a ', ' b ']]],
    [
      'semicolons',
      'a;b\n"c;d";e,f',
      [
        [1, 'a', 'b'],
        [2, 'c;d', 'e,f'],
      ],
    ],
    ['tabs', 'a\tb;c\n', [[1, 'a', 'b;c']]],
    ['a separator in quotes does not count', '"a,b";c', [[1, 'a,b', 'c']]],
    ['nothing', '', []],
    ['letters of any script', 'ä,日本,🦉', [[1, 'ä', '日本', '🦉']]],
  ])('%s', (_, text, lines) => {
    expect(read(text)).toEqual(lines)
  })
})

describe('what cannot be read costs its own line only', () => {
  test.each<[string, string, unknown[][]]>([
    [
      'a quote that is never closed',
      'a,"b\nc\nd',
      [
        [1, new Error('A quote is opened here and never closed.')],
        [2, 'c'],
        [3, 'd'],
      ],
    ],
    [
      'words behind a closing quote',
      '"a"b,c\nd',
      [
        [1, new Error('Something stands behind a closing quote.')],
        [2, 'd'],
      ],
    ],
    [
      'too many columns',
      `${','.repeat(100_000)}\nd`,
      [
        [1, new Error('It has more than 50 columns.')],
        [2, 'd'],
      ],
    ],
    [
      'too many quoted columns',
      `${'"",'.repeat(100_000)}\nd`,
      [
        [1, new Error('It has more than 50 columns.')],
        [2, 'd'],
      ],
    ],
    [
      'a huge cell',
      `${'x'.repeat(1_000_000)}\nd`,
      [
        [1, new Error('A cell is longer than 10,000 characters.')],
        [2, 'd'],
      ],
    ],
    [
      'a huge plain cell beside a quoted one',
      `"a",${'x'.repeat(20_000)}\nd`,
      [
        [1, new Error('A cell is longer than 10,000 characters.')],
        [2, 'd'],
      ],
    ],
    [
      'a huge quoted cell',
      `"${'x'.repeat(20_000)}"\nd`,
      [
        [1, new Error('A quote is opened here and never closed.')],
        [2, 'd'],
      ],
    ],
  ])('%s', (_, text, lines) => {
    expect(read(text)).toEqual(lines)
  })

  test('a quote on every line is no way to make it slow', () => {
    const began = performance.now()
    expect(read(`"a\n${'"a\nb"c\n'.repeat(20_000)}`).length).toBeGreaterThan(20_000)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

test('what we write is read back as it was, but for the guard', async () => {
  const cells = ['a,b', 'say "x"', 'two\nlines', ' spaces ', '', 'ä', '12']
  expect(read(csvLine(cells), ',')).toEqual([[1, ...cells]])
  const batches = (async function* () {
    yield [['sam@example.org', 'Checkout']]
  })()
  const text = await new Response(csvFile(['email', 'components'], batches, { forPeople: false })).text()
  expect(read(text)).toEqual([
    [1, 'email', 'components'],
    [2, 'sam@example.org', 'Checkout'],
  ])
})
