import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtSite, type Site } from './built.ts'
import { autumn, majorIncident } from './scenes.ts'
import { type Shop, shop } from './shop.ts'
import { wordsOf } from './words.ts'

let site: Site
let w: Shop
let past: Awaited<ReturnType<typeof autumn>>
beforeAll(async () => {
  site = await builtSite()
  w = await shop('2026-08-20T09:00:00Z')
  past = await autumn(w)
  await majorIncident(w)
})
afterAll(() => w.close())

it.each([
  '/nothing/here',
  '/incidents/unknown00000',
  '/reports/unknown00000',
  '/history/2019-01',
  '/history/2026-13',
  '/history/soon',
])('%s is a 404 that tells how things stand', async (path) => {
  const answer = await site.show(w.ctx, path)
  expect(answer.status).toBe(404)
  expect(wordsOf(await answer.text())).toMatch(
    /There is nothing at this address\..*Right now Major outage One in three orders cannot be paid/,
  )
})

it('a short link leads to the incident, and a version of a report to the report', async () => {
  const short = await site.show(w.ctx, `/i/${past.report}`)
  expect([short.status, short.headers.get('location')]).toEqual([301, `/incidents/${past.report}`])
  const [version] = await w.ctx.db.read.query.publications.findMany()
  const old = await site.show(w.ctx, `/reports/${version?.id}`)
  expect([old.status, old.headers.get('location')]).toEqual([301, `/reports/${past.report}`])
})
