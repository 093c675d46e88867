import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { scheduleMaintenance } from '../../api/maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'
import { atom, minute, open, page, resolved } from './feedReader.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('history.atom', () => {
  it('has one entry per incident, with its start, its newest event and all it was told, newest first', async () => {
    const id = await open(w, 'Search fails')
    w.clock.advance(5 * minute)
    await postUpdate(w.as('mara'), { incidentId: id, status: 'identified', body: 'It is the index.' })
    const feed = await atom(w)
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
    const id = await open(w, 'Serach fails')
    await open(w, 'Another')
    w.clock.advance(minute)
    await changeIncident(w.as('mara'), { incidentId: id, name: 'Search fails' })
    const [first] = (await atom(w)).all('entry')
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
    const entry = (await atom(w)).one('entry')
    expect(entry.text('published')).toBe('2026-03-01T09:00:00.000Z')
    expect(entry.text('content')).toContain(
      'Planned maintenance, Sunday 8 March 2026, 03:00 CET to Sunday 8 March 2026, 03:30 CET',
    )
  })

  it('gives a post-mortem an entry of its own', async () => {
    const id = await resolved(w, 'Search fails')
    await publishPostmortem(w.as('mara'), { incidentId: id, title: 'Why', body: 'A full disk.' })
    const entries = (await atom(w)).all('entry')
    expect(entries.map((entry) => entry.text('title')).sort()).toEqual(['Post-mortem: Why', 'Search fails'])
    const report = entries.find((entry) => entry.text('title').startsWith('Post-mortem'))
    expect(report?.text('id')).toBe(`tag:status.harbour.example,2005:Report/${id}`)
    expect(report?.text('content')).toBe('<p>A full disk.</p>')
  })
})
