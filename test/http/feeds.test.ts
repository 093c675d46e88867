import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { incidents, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'
import { atom, bytes, open, rss } from './feedReader.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('both feeds', () => {
  it('are the same bytes whenever they are read, until something is posted', async () => {
    await open(w, 'Search fails')
    const before = [await bytes(w, '/history.rss'), await bytes(w, '/history.atom')]
    w.clock.advance(400 * 86_400_000)
    expect([await bytes(w, '/history.rss'), await bytes(w, '/history.atom')]).toEqual(before)
    const [incident] = await w.ctx.db.read.select().from(incidents)
    await changeIncident(w.as('mara'), { incidentId: incident?.id ?? '', severity: 'SEV1' })
    expect([await bytes(w, '/history.rss'), await bytes(w, '/history.atom')]).toEqual(before)
  })

  it('take nothing for new that was written down afterwards or imported', async () => {
    const past = { startedAt: '2026-02-28T10:00:00Z', resolvedAt: '2026-02-28T11:00:00Z', body: 'It was over soon.' }
    await backfillIncident(w.as('mara'), { name: 'Yesterday', ...past })
    expect((await rss(w)).all('item')).toEqual([])
    expect((await atom(w)).all('entry')).toEqual([])
    await open(w, 'Today')
    expect((await rss(w)).all('item')).toHaveLength(1)
    expect((await atom(w)).all('entry')).toHaveLength(1)
  })

  it('carry hostile text as text', async () => {
    const hostile = `A]]>B]]>C <script>alert(1)</script> & &amp; &lt; "quoted"\u0008\ufffe \u202e end`
    const id = await open(w, hostile)
    await postUpdate(w.as('mara'), { incidentId: id, body: hostile })
    // As the import leaves it: cleaned HTML in which `]]>` may stand.
    await w.ctx.db.write('urgent', async (tx) => {
      await tx.update(updates).set({ body: '<p>x ]]> y ]]> z &amp;lt; <b>bold</b></p>', format: 'html' })
    })
    await w.ctx.db.write('urgent', async (tx) => {
      await tx.update(incidents).set({ name: hostile })
    })
    const seen = 'A]]>B]]>C <script>alert(1)</script> & &amp; &lt; "quoted" \u202e end'
    const [item] = (await rss(w)).all('item')
    expect(item?.text('title')).toBe(`Investigating: ${seen}`)
    expect(item?.text('description')).toContain('<p>x ]]> y ]]> z &amp;lt; <b>bold</b></p>')
    const entry = (await atom(w)).one('entry')
    const html = 'A]]&gt;B]]&gt;C &lt;script&gt;alert(1)&lt;/script&gt; &amp; &amp;amp; &amp;lt; "quoted" \u202e end'
    expect(entry.text('title')).toBe(html)
    expect(entry.text('content')).toContain('<p>x ]]&gt; y ]]&gt; z &amp;lt; <b>bold</b></p>')
  })

  it('say the page name as it is', async () => {
    await w.ctx.db.client.execute({ sql: 'update page set name = ?', args: ['Fish & Chips &amp; <Co> ]]>'] })
    expect((await rss(w)).text('title')).toBe('Fish & Chips &amp; <Co> ]]> Status - Incident History')
    const feed = await atom(w)
    expect(feed.text('title')).toBe('Fish & Chips &amp; <Co> ]]> Status - Incident History')
    expect(feed.one('author').text('name')).toBe('Fish & Chips &amp; <Co> ]]>')
  })
})
