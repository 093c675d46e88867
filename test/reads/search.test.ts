import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { excerptOf, matchOf, termsOf } from '../../api/context/searchWords.ts'
import { indexOld } from '../../api/events/indexTexts.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { draftPostmortem } from '../../api/postmortems/draftPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type Asked, readSearch } from '../../api/reads/search.ts'
import { crowd } from '../site/crowd.ts'
import { type World, world } from '../world.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.close())

const search = (q: string, more: Asked = {}) => readSearch(w.ctx, { q, ...more })
const names = async (q: string, more: Asked = {}) => (await search(q, more)).found.map(({ entry }) => entry.name)
const marked = (pieces: { text: string; found: boolean }[] = []) =>
  pieces.map(({ text, found }) => (found ? `[${text}]` : text)).join('')

describe('a search', () => {
  let id: string
  beforeAll(async () => {
    const mara = w.as('mara')
    id = await openIncident(mara, {
      name: 'Größere Zahlungen schlagen fehl',
      body: 'Über unseren **Anbieter** kommt [nichts](https://provider.example/zephyr) mehr an.',
      components: [{ id: w.components.payments, state: 'major_outage' }],
      translations: { ja: 'カード決済ができません。', en: 'Larger payments fail at our provider.' },
      language: 'de',
    })
    await openIncident(mara, { name: 'Search is slow', body: 'Answers take long.', components: [] })
  })

  it('finds names and updates by the beginnings of words, with and without accents', async () => {
    const name = 'Größere Zahlungen schlagen fehl'
    for (const q of [
      'zahl',
      'GROSSERE',
      'große',
      'uber',
      'anbie',
      'zahlungen anbieter',
      'provider',
      '"larger payments"',
    ])
      expect.soft(await names(q), q).toEqual(q === 'GROSSERE' ? [] : [name])
    expect(await names('ahlungen')).toEqual([])
    expect(await names('"payments larger"')).toEqual([])
  })

  it('finds Japanese anywhere in a sentence', async () => {
    const [found] = (await search('決済')).found
    expect(marked(found?.passages[0]?.pieces)).toBe('カード[決済]ができません。')
    expect(await names('済決')).toEqual([])
  })

  it('marks the place, in the name too', async () => {
    const [found] = (await search('zahl anbieter')).found
    expect(marked(found?.title)).toBe('Größere [Zahlungen] schlagen fehl')
    expect(marked(found?.passages[0]?.pieces)).toMatch(/^Über unseren \[Anbieter\] kommt nichts/)
  })

  it('is narrowed by component and impact', async () => {
    expect(await names('zahl', { component: w.components.payments })).toHaveLength(1)
    expect(await names('zahl', { component: w.components.search })).toEqual([])
    expect(await names('zahl', { impact: 'critical' })).toHaveLength(1)
    expect(await names('zahl', { impact: 'minor' })).toEqual([])
    expect(await names('zahl', { component: 'nobody', impact: 'terrible' })).toHaveLength(1)
  })

  it('follows every correction, and never finds what was withdrawn or is not public', async () => {
    const mara = w.as('mara')
    const update = await postUpdate(mara, {
      incidentId: id,
      status: 'identified',
      body: 'A quokka bit the cable.',
      components: [],
    })
    expect(await names('quokka')).toHaveLength(1)
    const newer = await correctUpdate(mara, { updateId: update, body: 'A wombat bit the cable.' })
    expect([await names('quokka'), await names('wombat')]).toEqual([[], ['Größere Zahlungen schlagen fehl']])
    await retractUpdate(mara, { updateId: newer, reason: 'It was nobody.' })
    expect(await names('wombat')).toEqual([])
    await changeIncident(mara, { incidentId: id, name: 'Payments failed' })
    expect([await names('schlagen'), await names('failed nobody')]).toEqual([[], ['Payments failed']])
    await resolveIncident(mara, { incidentId: id, body: 'Over.' })
    await draftPostmortem(mara, { incidentId: id, title: 'The axolotl', body: 'A first armadillo.' })
    expect([await names('axolotl'), await names('armadillo')]).toEqual([[], []])
    await publishPostmortem(mara, { incidentId: id, title: 'Why', body: 'A tapir was in the way.' })
    const [report] = (await search('tapir')).found
    expect(report?.passages[0]).toMatchObject({ part: 'report', href: `/reports/${id}` })
    await correctPostmortem(mara, {
      incidentId: id,
      title: 'Why',
      body: 'A capybara was in the way.',
      note: 'The animal.',
    })
    expect([await names('tapir'), await names('capybara')]).toEqual([[], ['Payments failed']])
  })

  it.each([
    '',
    '   ',
    '"',
    '""',
    '*',
    '* OR *',
    'NEAR(a b)',
    'title:a',
    '-a',
    'a AND',
    '(',
    ')',
    "'; drop table incidents; --",
    '^payments',
    '{title words}: x',
    '\u0000',
    '\ud800',
    'a\ud800b',
    '%',
    '_',
    '\\',
    '<script>',
    '💥',
    'ﷺ',
    'x'.repeat(100_000),
    '"'.repeat(5000),
    'a '.repeat(5000),
    'é'.repeat(300),
    '\u0301\u0301',
    '한국어',
    'ﾃｽﾄ',
    'a:b',
    'a+b',
    'a"b"c',
  ])('takes %j for what it is', async (q) => {
    const view = await search(q)
    expect(view.q.length).toBeLessThanOrEqual(200)
    expect(Array.isArray(view.found)).toBe(true)
  })
})

it('asks FTS5 for nothing but quoted words', () => {
  for (const typed of ['a" OR "b', 'x* NOT y', '"one two" thr', 'NEAR(a, b)'])
    expect.soft(matchOf(termsOf(typed)).replace(/"[\p{L}\p{N} ]+"\*?( AND |$)/gu, ''), typed).toBe('')
  expect(matchOf(termsOf('pay "Card Payments" 決済'))).toBe('"pay"* AND "card payments" AND "決 済"')
  expect(termsOf('one two three four five six seven eight nine')).toHaveLength(8)
})

it('shows the place with a little around it, however far in it stands', () => {
  const text = `${'ﬁne words. '.repeat(4000)}The needle is here. ${'More words. '.repeat(4000)}`
  const pieces = excerptOf(text, termsOf('needle'))
  expect(marked(pieces)).toMatch(/^…[^[]{20,}The \[needle\] is here\. More .*…$/)
  expect(marked(pieces).length).toBeLessThan(260)
})

it('costs a few queries however much there is, and what was here before is found after a while', async () => {
  const large = await crowd()
  const found = async (q: string) => (await readSearch(large.ctx, { q })).found
  expect(await found('everything')).toEqual([])
  while (await indexOld(large.as('system'))) {}
  expect((await found('payments european')).every(({ entry }) => entry.name.startsWith('Payments European'))).toBe(true)
  const before = large.ctx.db.timing.calls
  expect(await found('everything')).toHaveLength(25)
  expect(large.ctx.db.timing.calls - before).toBeLessThan(14)
  const [plan] = await large.ctx.db.client
    .execute(
      "explain query plan select rowid from search_words where search_words match 'a*' order by rowid desc limit 9",
    )
    .then(({ rows }) => rows.map((row) => String(row.detail)))
  expect(plan).toMatch(/VIRTUAL TABLE/)
  await large.close()
})
