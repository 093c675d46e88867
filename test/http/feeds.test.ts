import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedSource } from '../../api/http/feeds.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { incidents, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

const page = 'https://status.harbour.example'
const minute = 60_000

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('history.rss', () => {
  it('has one item per update, the newest first, each at its own place on the page', async () => {
    const id = await open('Search fails')
    w.clock.advance(5 * minute)
    const second = await postUpdate(w.as('mara'), { incidentId: id, status: 'identified', body: 'It is the *index*.' })
    const channel = (await rss()).one('channel')
    expect(channel.text('title')).toBe('Harbour Books Status - Incident History')
    expect(channel.text('link')).toBe(page)
    expect(channel.all('item').map((item) => item.text('title'))).toEqual([
      'Identified: Search fails',
      'Investigating: Search fails',
    ])
    const [newest] = channel.all('item')
    expect(newest?.text('guid')).toBe(`${page}/incidents/${id}#${second}`)
    expect(newest?.one('guid').attributes).toEqual({ isPermaLink: 'true' })
    expect(newest?.text('link')).toBe(`${page}/incidents/${id}#${second}`)
    expect(newest?.text('pubDate')).toBe('Sun, 01 Mar 2026 09:05:00 GMT')
    expect(newest?.text('description')).toContain('<p>It is the <em>index</em>.</p>')
    expect(newest?.text('description')).toContain('Sunday 1 March 2026, 10:05 CET')
  })

  it('keeps an item where it is when its post is corrected, and says so when it is withdrawn', async () => {
    const id = await open('Search fails')
    w.clock.advance(minute)
    const second = await postUpdate(w.as('mara'), { incidentId: id, body: 'It is the disk.' })
    w.clock.advance(minute)
    const corrected = await correctUpdate(w.as('mara'), { updateId: second, body: 'It is the cable.' })
    const [item] = (await rss()).one('channel').all('item')
    expect(item?.text('guid')).toBe(`${page}/incidents/${id}#${second}`)
    expect(item?.text('pubDate')).toBe('Sun, 01 Mar 2026 09:01:00 GMT')
    expect(item?.text('description')).toContain('It is the cable.')
    expect((await rss()).one('channel').all('item')).toHaveLength(2)

    await retractUpdate(w.as('mara'), { updateId: corrected, reason: 'We were wrong.' })
    const [withdrawn] = (await rss()).one('channel').all('item')
    expect(withdrawn?.text('guid')).toBe(`${page}/incidents/${id}#${second}`)
    expect(withdrawn?.text('title')).toBe('Withdrawn: Search fails')
    expect(withdrawn?.text('description')).toMatch(/This update was withdrawn.*We were wrong\./s)
    expect(withdrawn?.text('description')).not.toContain('It is the')
  })

  it('has a published post-mortem, as it stands now', async () => {
    const id = await resolved('Search fails')
    await publishPostmortem(w.as('mara'), { incidentId: id, title: 'Why search failed', body: 'A *full* disk.' })
    w.clock.advance(minute)
    await correctPostmortem(w.as('mara'), { incidentId: id, title: 'Why it failed', body: 'Two.', note: 'Two disks.' })
    const [report] = (await rss()).one('channel').all('item')
    expect(report?.text('title')).toBe('Post-mortem: Why it failed')
    expect(report?.text('link')).toBe(`${page}/reports/${id}`)
    expect(report?.one('guid').attributes).toEqual({ isPermaLink: 'false' })
    expect(report?.text('description')).toBe('<p>Two.</p>')
  })

  it('holds at most 100 items', async () => {
    const id = await open('Search fails')
    for (let n = 0; n < 110; n++) {
      w.clock.advance(1000)
      await postUpdate(w.as('mara'), { incidentId: id, body: `Step ${n}` })
    }
    const items = (await rss()).one('channel').all('item')
    expect(items).toHaveLength(100)
    expect(items[0]?.text('description')).toContain('Step 109')
  })
})

describe('history.atom', () => {
  it('has one entry per incident, with its start, its newest event and all it was told, newest first', async () => {
    const id = await open('Search fails')
    w.clock.advance(5 * minute)
    await postUpdate(w.as('mara'), { incidentId: id, status: 'identified', body: 'It is the index.' })
    const feed = (await atom()).one('feed')
    expect(feed.text('id')).toBe('tag:status.harbour.example,2005:/history')
    expect(feed.text('updated')).toBe('2026-03-01T09:05:00.000Z')
    expect(feed.all('link').map(({ attributes }) => attributes)).toEqual([
      { rel: 'alternate', href: `${page}/` },
      { rel: 'self', href: `${page}/history.atom` },
    ])
    expect(feed.all('entry')).toHaveLength(1)
    const entry = feed.one('entry')
    expect(entry.text('id')).toBe(`tag:status.harbour.example,2005:Incident/${id}`)
    expect(entry.text('published')).toBe('2026-03-01T09:00:00.000Z')
    expect(entry.text('updated')).toBe('2026-03-01T09:05:00.000Z')
    expect(entry.one('link').attributes.href).toBe(`${page}/incidents/${id}`)
    expect(entry.text('content')).toMatch(/Identified.*It is the index\..*Investigating.*It fails\./s)
  })

  it('moves an entry when a post is corrected or the incident renamed, and keeps its id', async () => {
    const id = await open('Serach fails')
    await open('Another')
    w.clock.advance(minute)
    await changeIncident(w.as('mara'), { incidentId: id, name: 'Search fails' })
    const [first] = (await atom()).one('feed').all('entry')
    expect(first?.text('title')).toBe('Search fails')
    expect(first?.text('id')).toContain(id)
    expect(first?.text('published')).toBe('2026-03-01T09:00:00.000Z')
    expect(first?.text('updated')).toBe('2026-03-01T09:01:00.000Z')
  })

  it('announces a maintenance with its window, published when it was announced', async () => {
    await scheduleMaintenance(w.as('mara'), {
      name: 'Larger disks',
      body: 'Read-only.',
      components: [w.components.search],
      scheduledFor: '2026-03-08T02:00:00Z',
      scheduledUntil: '2026-03-08T02:30:00Z',
    })
    const entry = (await atom()).one('feed').one('entry')
    expect(entry.text('published')).toBe('2026-03-01T09:00:00.000Z')
    expect(entry.text('content')).toContain(
      'Planned maintenance, Sunday 8 March 2026, 03:00 CET to Sunday 8 March 2026, 03:30 CET',
    )
  })

  it('gives a post-mortem an entry of its own', async () => {
    const id = await resolved('Search fails')
    await publishPostmortem(w.as('mara'), { incidentId: id, title: 'Why', body: 'A full disk.' })
    const entries = (await atom()).one('feed').all('entry')
    expect(entries.map((entry) => entry.text('title')).sort()).toEqual(['Post-mortem: Why', 'Search fails'])
    const report = entries.find((entry) => entry.text('title').startsWith('Post-mortem'))
    expect(report?.text('id')).toBe(`tag:status.harbour.example,2005:Report/${id}`)
    expect(report?.text('content')).toBe('<p>A full disk.</p>')
  })
})

describe('both feeds', () => {
  it('are the same bytes whenever they are read, until something is posted', async () => {
    await open('Search fails')
    const before = [await bytes('/history.rss'), await bytes('/history.atom')]
    w.clock.advance(400 * 86_400_000)
    expect([await bytes('/history.rss'), await bytes('/history.atom')]).toEqual(before)
    const [incident] = await w.ctx.db.read.select().from(incidents)
    await changeIncident(w.as('mara'), { incidentId: incident?.id ?? '', severity: 'SEV1' })
    expect([await bytes('/history.rss'), await bytes('/history.atom')]).toEqual(before)
  })

  it('take nothing for new that was written down afterwards or imported', async () => {
    const past = { startedAt: '2026-02-28T10:00:00Z', resolvedAt: '2026-02-28T11:00:00Z', body: 'It was over soon.' }
    await backfillIncident(w.as('mara'), { name: 'Yesterday', ...past })
    expect((await rss()).one('channel').all('item')).toEqual([])
    expect((await atom()).one('feed').all('entry')).toEqual([])
    await open('Today')
    expect((await rss()).one('channel').all('item')).toHaveLength(1)
    expect((await atom()).one('feed').all('entry')).toHaveLength(1)
  })

  it('carry hostile text as text', async () => {
    const hostile = `A]]>B]]>C <script>alert(1)</script> & &amp; &lt; "quoted"\u0008\ufffe \u202e end`
    const id = await open(hostile)
    await postUpdate(w.as('mara'), { incidentId: id, body: hostile })
    // As the import leaves it: cleaned HTML in which `]]>` may stand.
    await w.ctx.db.write('urgent', async (tx) => {
      await tx.update(updates).set({ body: '<p>x ]]> y ]]> z &amp;lt; <b>bold</b></p>', format: 'html' })
    })
    await w.ctx.db.write('urgent', async (tx) => {
      await tx.update(incidents).set({ name: hostile })
    })
    const seen = 'A]]>B]]>C <script>alert(1)</script> & &amp; &lt; "quoted" \u202e end'
    const [item] = (await rss()).one('channel').all('item')
    expect(item?.text('title')).toBe(`Investigating: ${seen}`)
    expect(item?.text('description')).toContain('<p>x ]]> y ]]> z &amp;lt; <b>bold</b></p>')
    const entry = (await atom()).one('feed').one('entry')
    const html = 'A]]&gt;B]]&gt;C &lt;script&gt;alert(1)&lt;/script&gt; &amp; &amp;amp; &amp;lt; "quoted" \u202e end'
    expect(entry.text('title')).toBe(html)
    expect(entry.text('content')).toContain('<p>x ]]&gt; y ]]&gt; z &amp;lt; <b>bold</b></p>')
  })

  it('say the page name as it is', async () => {
    await w.ctx.db.client.execute({ sql: 'update page set name = ?', args: ['Fish & Chips &amp; <Co> ]]>'] })
    expect((await rss()).one('channel').text('title')).toBe('Fish & Chips &amp; <Co> ]]> Status - Incident History')
    const feed = (await atom()).one('feed')
    expect(feed.text('title')).toBe('Fish & Chips &amp; <Co> ]]> Status - Incident History')
    expect(feed.one('author').text('name')).toBe('Fish & Chips &amp; <Co> ]]>')
  })
})

async function bytes(path: string): Promise<string> {
  return String((await feedSource(w.ctx, path)?.())?.body)
}

const rss = async () => parse(await bytes('/history.rss')).one('rss')
const atom = async () => parse(await bytes('/history.atom'))

function open(name: string) {
  const components = [{ id: w.components.search, state: 'major_outage' as const }]
  return openIncident(w.as('mara'), { name, body: 'It fails.', components })
}

async function resolved(name: string) {
  const id = await open(name)
  w.clock.advance(minute)
  await resolveIncident(w.as('mara'), { incidentId: id, body: 'Over.' })
  w.clock.advance(minute)
  return id
}

type Sax = { onopentag: unknown; ontext: unknown; oncdata: unknown; onclosetag: unknown; onerror: unknown }
// biome-ignore lint/suspicious/noExplicitAny: a parser without types
const sax: any = createRequire(import.meta.url)('sax')

class Node {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Node[] = []
  content = ''
  constructor(name: string, attributes: Record<string, string>) {
    this.name = name
    this.attributes = attributes
  }
  all(name: string): Node[] {
    return this.children.filter((child) => child.name === name)
  }
  one(name: string): Node {
    const [found] = this.all(name)
    if (!found) throw new Error(`<${this.name}> has no <${name}>`)
    return found
  }
  text(name: string): string {
    return this.one(name).content
  }
}

/** A strict XML parser; what XML forbids altogether is refused first, because this one is blind to it. */
function parse(xml: string): Node {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the forbidden ones
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  expect(xml.isWellFormed()).toBe(true)
  const root = new Node('', {})
  const open = [root]
  const parser: Sax & { write(text: string): { close(): void } } = sax.parser(true)
  parser.onerror = (error: Error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }: { name: string; attributes: Record<string, string> }) => {
    const node = new Node(name, attributes)
    open.at(-1)?.children.push(node)
    open.push(node)
  }
  parser.onclosetag = () => open.pop()
  parser.oncdata = parser.ontext = (text: string) => {
    const node = open.at(-1)
    if (node) node.content += text
  }
  parser.write(xml).close()
  return root
}
