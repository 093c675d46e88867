import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { correctUpdate } from '../../api/incidents/correctUpdate.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { correctPostmortem } from '../../api/postmortems/correctPostmortem.ts'
import { publishPostmortem } from '../../api/postmortems/publishPostmortem.ts'
import { type World, world } from '../world.ts'
import { minute, open, page, resolved, rss } from './feedReader.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

describe('history.rss', () => {
  it('has one item per update, the newest first, each at its own place on the page', async () => {
    const id = await open(w, 'Search fails')
    w.clock.advance(5 * minute)
    const second = await postUpdate(w.as('mara'), { incidentId: id, status: 'identified', body: 'It is the *index*.' })
    const channel = await rss(w)
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
    const id = await open(w, 'Search fails')
    w.clock.advance(minute)
    const second = await postUpdate(w.as('mara'), { incidentId: id, body: 'It is the disk.' })
    w.clock.advance(minute)
    const corrected = await correctUpdate(w.as('mara'), { updateId: second, body: 'It is the cable.' })
    const [item] = (await rss(w)).all('item')
    expect(item?.text('guid')).toBe(`${page}/incidents/${id}#${second}`)
    expect(item?.text('pubDate')).toBe('Sun, 01 Mar 2026 09:01:00 GMT')
    expect(item?.text('description')).toContain('It is the cable.')
    expect((await rss(w)).all('item')).toHaveLength(2)

    await retractUpdate(w.as('mara'), { updateId: corrected, reason: 'We were wrong.' })
    const [withdrawn] = (await rss(w)).all('item')
    expect(withdrawn?.text('guid')).toBe(`${page}/incidents/${id}#${second}`)
    expect(withdrawn?.text('title')).toBe('Withdrawn: Search fails')
    expect(withdrawn?.text('description')).toMatch(/This update was withdrawn.*We were wrong\./s)
    expect(withdrawn?.text('description')).not.toContain('It is the')
  })

  it('has a published post-mortem, as it stands now', async () => {
    const id = await resolved(w, 'Search fails')
    await publishPostmortem(w.as('mara'), { incidentId: id, title: 'Why search failed', body: 'A *full* disk.' })
    w.clock.advance(minute)
    await correctPostmortem(w.as('mara'), { incidentId: id, title: 'Why it failed', body: 'Two.', note: 'Two disks.' })
    const [report] = (await rss(w)).all('item')
    expect(report?.text('title')).toBe('Post-mortem: Why it failed')
    expect(report?.text('link')).toBe(`${page}/reports/${id}`)
    expect(report?.one('guid').attributes).toEqual({ isPermaLink: 'false' })
    expect(report?.text('description')).toBe('<p>Two.</p>')
  })

  it('holds at most 100 items', async () => {
    const id = await open(w, 'Search fails')
    for (let n = 0; n < 110; n++) {
      w.clock.advance(1000)
      await postUpdate(w.as('mara'), { incidentId: id, body: `Step ${n}` })
    }
    const items = (await rss(w)).all('item')
    expect(items).toHaveLength(100)
    expect(items[0]?.text('description')).toContain('Step 109')
  })
})
