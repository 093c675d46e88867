import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../../api/context/problems.ts'
import { startImport } from '../../../api/subscribers/lists/startImport.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

const sentences = (report: { errors: { line: number; sentence: string }[] }) =>
  report.errors.map(({ line, sentence }) => `${line}: ${sentence}`)

describe('lines that cannot be taken', () => {
  test('are named by number and reason, and cost the others nothing', async () => {
    const report = await w.take(
      [
        'email,components,language,kinds,floor,channel,state',
        'sam@example',
        'a@example.org,Chekout',
        'b@example.org,,xx',
        'c@example.org,,,weather',
        'd@example.org,,,,loud',
        'e@example.org,,,,,webhook',
        'f@example.org,,,,,,CA',
        '"g@example.org',
        'h@example.org,kim@example.org',
        'good@example.org',
      ].join('\n'),
    )
    expect(report).toMatchObject({ lines: 10, refused: 9, added: 1 })
    expect(sentences(report)).toEqual([
      '2: This is not a mail address that we can write to.',
      '3: There is no component “Chekout”.',
      '4: There is no language “xx”; it is one of en, de, fr, es, ja.',
      '5: There is no kind “weather”; it is one of incidents, maintenance, postmortems, promises.',
      '6: There is no floor “loud”; it is one of all, new_and_resolved, major.',
      '7: Only mail addresses can be imported; the owner of an endpoint sets it up again.',
      '8: There is no state “CA”; it is one of pending, active, paused, unsubscribed, suppressed.',
      '9: A quote is opened here and never closed.',
      '10: There is no component by that name.',
    ])
  })

  test('are all counted, the first hundred kept', async () => {
    const report = await w.take(`${'no address\n'.repeat(250)}sam@example.org`)
    expect(report).toMatchObject({ lines: 251, refused: 250, added: 1 })
    expect(report.errors).toHaveLength(100)
  })

  test('a list of nothing else is finished at once', async () => {
    expect(await w.start('no address').then(w.report)).toMatchObject({ refused: 1, done: 1, finishedAt: w.clock.now() })
  })

  test('columns that are not used are named', async () => {
    expect(sentences(await w.take('name,email,company\nSam,sam@example.org,Books'))).toEqual([
      '1: Not used: “name”, “company”.',
    ])
  })
})

describe('what is no list', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', ' \n ', /list is empty/],
    ['a header alone', 'email,components\n', /list is empty/],
    ['columns that nobody named', 'Name,Adresse\nSam,sam@example.org', /names no column “email”/],
    ['NUL characters', 'sam@example.org\0', /NUL/],
    ['too many lines', 'a@b.cd\n'.repeat(100_001), /more than 100,000 lines/],
    ['too many bytes', 'ä'.repeat(7_500_001), /larger than 15 MB/],
  ])('%s is refused as a whole', async (_, csv, sentence) => {
    await expect(w.start(csv)).rejects.toThrow(sentence)
    expect(await w.log()).toEqual([])
  })

  test('only administrators import', async () => {
    for (const who of ['mara', 'vic', 'stranger'] as const)
      await expect(startImport(w.as(who), { csv: 'sam@example.org', attested: true })).rejects.toThrow(Problem)
  })
})
