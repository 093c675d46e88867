import { afterEach, beforeEach, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { feedSource } from '../../api/http/feeds.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { type World, world } from '../world.ts'
import { atom, bytes, open, page, resolved, rss } from './feedReader.ts'
import { parse } from './xml.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const json = async (path = '/feed.json') => JSON.parse(await bytes(w, path))
const promise = { nextUpdateBy: '2026-03-01T09:30:00Z' }

it('is a JSON Feed 1.1 with one item per post, under the same ids as the RSS feed', async () => {
  const components = [{ id: w.components.search, state: 'major_outage' as const }]
  const id = await openIncident(w.as('mara'), { name: 'Search fails', body: 'It *fails*.', components, ...promise })
  const feed = await json()
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Harbour Books Status - Incident History',
    home_page_url: page,
    feed_url: `${page}/feed.json`,
    language: 'en',
    authors: [{ name: 'Harbour Books', url: page }],
  })
  const [item] = (await rss(w)).all('item')
  expect(feed.items).toEqual([
    {
      id: item?.text('guid'),
      url: item?.text('link'),
      title: 'Investigating: Search fails',
      content_html: item?.text('description'),
      date_published: '2026-03-01T09:00:00.000Z',
      tags: ['Search'],
      _candor: { incident_id: id, status: 'investigating', next_update_by: '2026-03-01T09:30:00.000Z' },
    },
  ])
})

it('carries a promise in every feed, until the post that gave it is withdrawn', async () => {
  await openIncident(w.as('mara'), { name: 'Search fails', body: 'It fails.', ...promise })
  const said = 'Next update by Sunday 1 March 2026, 10:30 CET'
  expect((await atom(w)).one('entry').text('content')).toContain(said)
  expect((await rss(w)).one('item').text('description')).toContain(said)
  const [{ id }] = (await json()).items
  await retractUpdate(w.as('mara'), { updateId: id.split('#')[1], reason: 'Wrong page.' })
  const [item] = (await json()).items
  expect([item.title, item._candor.next_update_by]).toEqual(['Withdrawn: Search fails', null])
  expect(item.content_html).not.toContain(said)
})

it('says of one component only what names it, a group what names any of its own', async () => {
  const group = await addComponent(w.as('ada'), { name: 'Shop & <more>', isGroup: true })
  await changeComponent(w.as('ada'), { id: w.components.checkout, groupId: group })
  const components = [{ id: w.components.checkout, state: 'partial_outage' as const }]
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'It fails.', components })
  await open(w, 'Search fails')
  const titles = async (id: string) =>
    (await json(`/components/${id}/feed.json`)).items.map((item: { title: string }) => item.title)
  expect(await titles(w.components.checkout)).toEqual(['Investigating: Checkout fails'])
  expect(await titles(group)).toEqual(['Investigating: Checkout fails'])
  expect(await titles(w.components.payments)).toEqual([])

  const feed = parse(await bytes(w, `/components/${group}/history.atom`)).one('feed')
  expect(feed.text('title')).toBe('Harbour Books Status - Shop & <more> - Incident History')
  expect(feed.text('id')).toBe(`tag:status.harbour.example,2005:/components/${group}/history`)
  expect(feed.all('link').map(({ attributes }) => attributes.href)).toEqual([
    `${page}/components/${group}`,
    `${page}/components/${group}/history.atom`,
  ])
  const channel = parse(await bytes(w, `/components/${group}/history.rss`))
    .one('rss')
    .one('channel')
  expect(channel.one('item').text('title')).toBe('Investigating: Checkout fails')
})

it('stays where it is when its component is retired, and is nowhere for one that never was', async () => {
  await resolved(w, 'Search fails')
  await retireComponent(w.as('ada'), { id: w.components.search })
  expect((await json(`/components/${w.components.search}/feed.json`)).items).toHaveLength(2)
  for (const name of ['feed.json', 'history.rss', 'history.atom', 'maintenance.ics']) {
    const answer = await feedSource(w.ctx, `/components/nosuch000000/${name}`)?.()
    expect(answer?.status, name).toBe(404)
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
    })
  }
  expect(feedSource(w.ctx, '/components/Not-An-Id/feed.json')).toBeUndefined()
})
