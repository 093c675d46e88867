import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { components, incidents, page, publications } from '../../db/schema.ts'
import { run } from '../receivers/tool.ts'
import { type World, world } from '../world.ts'
import { bytes, resolved } from './feedReader.ts'

// Programs of Debian's that did not learn from us what a feed is: libxml2-utils, python3-feedparser, python3-icalendar.

let w: World
const hostile = (what: string) =>
  `${what} ]]> <script>alert(1)</script> &amp; & &lt; "x" 'y' \u0008\u000b\ufffe\uffff\ud800 \u202e \u{1F9EF}\u{1F469}\u200d\u{1F692} ${'é'.repeat(5000)}`

beforeAll(async () => {
  w = await world()
  const mara = w.as('mara')
  const over = await resolved(w, 'Over')
  await publishPostmortem(mara, { incidentId: over, title: 'Why', body: 'Because.' })
  const states = [{ id: w.components.search, state: 'partial_outage' as const }]
  const promise = { nextUpdateBy: '2026-03-01T12:00:00Z' }
  const body = `${hostile('body')}\n\n\`\`\`\n]]>\n\`\`\`\n\n[link](https://a.example/?a=1&b=2) <img src=x onerror=alert(1)>`
  const id = await openIncident(mara, { name: 'Running', body, components: states, ...promise })
  await postUpdate(mara, { incidentId: id, body })
  const window = { scheduledFor: '2026-03-29T00:30:00Z', scheduledUntil: '2026-03-29T03:30:00Z' }
  await scheduleMaintenance(mara, { name: 'Planned', body, components: [w.components.search], ...window })
  // As an import or an older version may have left it: longer than a form takes, and with what no form lets in.
  await w.ctx.db.write('urgent', async (tx) => {
    for (const table of [incidents, components, page]) await tx.update(table).set({ name: hostile('name') })
    await tx.update(publications).set({ title: hostile('title'), body: hostile('report') })
  })
})
afterAll(() => w.close())

const paths = (end: string) => [`/${end}`, `/components/${w.components.search}/${end}`]
const python = (code: string, input: string) =>
  run('/usr/bin/python3', ['-c', code], input, { PYTHONIOENCODING: 'utf-8' })

test('xmllint finds RSS and Atom well-formed', async (t) => {
  if (!(await run('xmllint', ['--version']))) t.skip('xmllint is not installed')
  for (const path of [...paths('history.rss'), ...paths('history.atom')])
    expect.soft(await run('xmllint', ['--noout', '-'], await bytes(w, path)), path).toMatchObject({ code: 0 })
})

const parse = `
import feedparser, json, sys
feed = feedparser.parse(sys.stdin.buffer.read())
print(json.dumps([bool(feed.bozo), feed.version, [[e.id, e.title, e.link, e.get('published_parsed') is not None] for e in feed.entries]]))`

test('feedparser reads them without a complaint, and every text arrives whole', async (t) => {
  if ((await python('import feedparser', ''))?.code !== 0) t.skip('python3-feedparser is not installed')
  for (const [path, version, count] of [
    [paths('history.rss')[0], 'rss20', 6],
    [paths('history.atom')[0], 'atom10', 4],
    [paths('history.rss')[1], 'rss20', 6],
    [paths('history.atom')[1], 'atom10', 4],
  ] as const) {
    const read = await python(parse, await bytes(w, path as string))
    const [bozo, said, entries] = JSON.parse(read?.output ?? '')
    expect
      .soft([bozo, said, entries.length, new Set(entries.map(([id]: string[]) => id)).size], path)
      .toEqual([false, version, count, count])
    for (const [, title, link, dated] of entries) {
      expect
        .soft([title.includes('\u{1F9EF}\u{1F469}\u200d\u{1F692}'), title.endsWith('é'.repeat(5000)), dated], path)
        .toEqual([true, true, true])
      expect.soft(link).toMatch(/^https:\/\/status\.harbour\.example\//)
    }
  }
})

const open = `
import icalendar, json, sys
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
print(json.dumps([[str(e['UID']), str(e['SUMMARY']), int(e['SEQUENCE']), str(e['STATUS']), e['DTSTART'].dt.isoformat(), e['DTEND'].dt.isoformat(), len(e.errors)] for e in calendar.walk('VEVENT')]))`

test('icalendar opens the calendars, and every text arrives whole', async (t) => {
  if ((await python('import icalendar', ''))?.code !== 0) t.skip('python3-icalendar is not installed')
  for (const path of paths('maintenance.ics')) {
    const read = await python(open, await bytes(w, path))
    const [[uid, summary, ...rest], ...others] = JSON.parse(read?.output ?? '')
    expect(others).toEqual([])
    expect(uid).toMatch(/^[a-z0-9]{12}@harbourpage0$/)
    expect(summary).toMatch(/^name \]\]> <script>.*: name .*é$/)
    expect(rest).toEqual([0, 'CONFIRMED', '2026-03-29T00:30:00+00:00', '2026-03-29T03:30:00+00:00', 0])
  }
})

test('whoever reads JSON finds the same items under the same ids', async () => {
  const feed = JSON.parse(await bytes(w, '/feed.json'))
  const guids = [...(await bytes(w, '/history.rss')).matchAll(/<guid[^>]*>([^<]+)</g)].map(([, guid]) => guid)
  expect(feed.items.map(({ id }: { id: string }) => id)).toEqual(guids)
  for (const item of feed.items) expect(`${item.title}${item.content_html}`.isWellFormed()).toBe(true)
})
