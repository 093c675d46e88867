import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { claims } from '../../db/schema.ts'
import { languages } from '../../db/vocabulary.ts'
import { autumn } from './autumn.ts'
import { builtSite, type Site } from './built.ts'
import { majorIncident } from './majorIncident.ts'
import { type Shop, shop } from './shop.ts'
import { wordsOf } from './words.ts'

let site: Site
let w: Shop
let past: Awaited<ReturnType<typeof autumn>>
const html = async (path: string) => (await site.show(w.ctx, path)).text()
const words = async (path: string) => wordsOf(await html(path))
const component = (short: string) => `/components/${w.ids[short]}`

beforeAll(async () => {
  site = await builtSite()
  w = await shop('2026-08-20T09:00:00Z')
  past = await autumn(w)
  w.clock.set('2026-12-03T08:12:00Z')
})
afterAll(() => w.close())

describe('the page of a component', () => {
  it('says how it is now, its two figures, every month of a year and every day with something to say', async () => {
    const page = await html(component('checkout'))
    const said = wordsOf(page)
    expect(page).toContain('<h1>Checkout</h1>')
    expect(said).toMatch(/Component Back to the status page .*Working Checkout Part of Ordering\./)
    expect(said).toMatch(/Without maintenance 99\.9\d % Maintenance counted as down 99\.9\d %/)
    expect(page.match(/<tr id="month-/g)).toHaveLength(12)
    expect(said).toMatch(/October 2026 100\.00 % 99\.91 %/)
    expect(said).toMatch(/Tue 22 Sep Checkout Major outage \d\d\.\d % The shop was down for 30 minutes/)
    expect(page).toContain(`action="/subscribe"><input type="hidden" name="components" value="${w.ids.checkout}">`)
    expect(page).toContain(`href="${component('checkout')}/history.atom"`)
  })

  it('is led to from the board, and leads to its group and to its whole history', async () => {
    expect(await html('/')).toContain(`href="${component('checkout')}"`)
    const page = await html(component('checkout'))
    const group = /href="(\/components\/[a-z0-9]+)">Ordering</.exec(page)?.[1] as string
    expect(await words(group)).toMatch(/Group .*Ordering Components Checkout Working Card payments Working/)
    expect(await words(`/history/component/${w.ids.checkout}`)).toMatch(
      /History: Checkout .*The shop was down for 30 minutes/,
    )
  })

  it('names what is the matter, and leads a day with several causes to its row', async () => {
    const { id } = await majorIncident(w)
    const page = await html(component('cards'))
    expect(wordsOf(page)).toMatch(/Major outage Card payments One in three orders cannot be paid/)
    expect(page).toContain(`href="/incidents/${id}"`)
    w.clock.set('2026-12-03T08:12:00Z')
  })

  it('keeps no figures where the page shows none', async () => {
    const id = await addComponent(w.as('ada'), { name: 'Office', showcase: false })
    expect(await words(`/components/${id}`)).toContain('No figures are kept of it.')
  })

  it('is a 404 for what does not stand', async () => {
    expect((await site.show(w.ctx, '/components/nobody')).status).toBe(404)
  })
})

describe('the page of uptime', () => {
  it('gives every component two figures, the times behind them, and the formula', async () => {
    const page = await html('/uptime')
    const said = wordsOf(page)
    expect(said).toMatch(/Website 99\.9\d % 99\.9\d % 30 min 0 min 0 min 8\d days/)
    expect(page).toMatch(/<math>.*<mfrac>.*<mi>K<\/mi><\/mfrac>/s)
    expect(said).toMatch(/For example .* of major and .* of partial outage in .* of known time: \d+\.\d\d %\./)
    expect(said).not.toContain('Office')
  })

  it('the same figure stands on the home page, on the page of uptime and on the component’s own', async () => {
    const figure = '(\\d+\\.\\d\\d %)'
    const own = new RegExp(`Without maintenance ${figure}`).exec(await words(component('search')))?.[1]
    const all = new RegExp(`Search ${figure} ${figure} 30 min`).exec(await words('/uptime'))?.[1]
    const home = new RegExp(`Search, last 90 days: ${figure} up`).exec(await html('/'))?.[1]
    expect([all, home]).toEqual([own, own])
  })

  it('says that something was written down later, and what was changed', async () => {
    const at = { startedAt: '2026-11-10T10:00:00Z', resolvedAt: '2026-11-10T11:00:00Z' }
    const components = [{ id: w.ids.photos as string, state: 'partial_outage' as const }]
    await backfillIncident(w.as('mara'), { name: 'Covers were missing', body: 'They are back.', components, ...at })
    expect(await words(component('photos'))).toContain('Covers were missing (added later)')
    expect(await words('/uptime')).toContain('No recorded state of the past year was changed afterwards.')
    await w.ctx.db.write('urgent', async (tx) => {
      const [old] = (await tx.select().from(claims)).filter((claim) => claim.componentId === w.ids.photos)
      if (!old) throw new Error('no claim to change')
      const { id, ...rest } = old
      await tx.insert(claims).values({ ...rest, state: 'degraded_performance', replaces: id })
      await tx
        .update(claims)
        .set({ replacedAt: w.ctx.now() })
        .where((await import('drizzle-orm')).eq(claims.id, id))
    })
    const said =
      /Changed on Thu 3 Dec Cover photos, Covers were missing was Partial outage Tue 10 Nov, 11:00–12:00 is now\s?Degraded/
    expect(await words('/uptime')).toMatch(said)
    expect(await words(component('photos'))).toMatch(said)
  })
})

describe('finding something', () => {
  it('history can be narrowed by component and impact, by a form that needs no script', async () => {
    const page = await html('/history')
    expect(page).toMatch(/<search[^>]*><form class="find" method="get" action="\/search">/)
    expect(await words('/history/impact/critical')).toMatch(/Critical impact .*The shop was down for 30 minutes/)
    expect(await words(`/history/component/${w.ids.search}/impact/minor`)).toContain(
      'Search found nothing for some words',
    )
    expect(await words(`/history/component/${w.ids.search}/impact/minor`)).not.toContain('The shop was down')
  })

  it.each(['impact/terrible', 'component/nobody', 'impact/minor/1999', 'component', 'impact', 'anything/else', '2026'])(
    '/history/%s is a 404',
    async (path) => {
      expect((await site.show(w.ctx, `/history/${path}`)).status).toBe(404)
    },
  )

  it('a search marks what it found and leads to it', async () => {
    const page = await html('/search?q=catalogue+orders')
    expect(page).toContain('<mark>')
    expect(page).toContain(`href="/reports/${past.report}"`)
    expect(page).toMatch(/<meta name="robots" content="noindex">/)
    expect(await words('/search?q=zeppelin')).toContain('Nothing public says that.')
  })

  it.each(['"', '%00', '%ff', "';--", '%3Cscript%3Ealert(1)%3C/script%3E', 'a%20AND%20(', '💥'])(
    'takes %s for words',
    async (q) => {
      const answer = await site.show(w.ctx, `/search?q=${q}&component=${q}&impact=${q}&q=again`)
      expect(answer.status).toBe(200)
      expect((await answer.text()).replace(/="[^"]*"/g, '')).not.toContain('<script>alert')
    },
  )
})

it('every page stands in every language, with no text of another', async () => {
  for (const language of languages.filter((one) => one !== 'en'))
    for (const path of [component('photos'), '/uptime', `/history/component/${w.ids.search}`, '/search?q=zeppelin']) {
      const page = await html(`/${language}${path}`)
      expect.soft(page, `/${language}${path}`).toContain(`<html lang="${language}"`)
      expect
        .soft(wordsOf(page), `/${language}${path}`)
        .not.toMatch(/Without|Search:|Nothing public|All components|added later/)
    }
})

it('an update that was corrected says so wherever it is printed', async () => {
  const mara = w.as('mara')
  const { openIncident } = await import('../../api/incidents/openIncident.ts')
  const { correctUpdate } = await import('../../api/incidents/correctUpdate.ts')
  const id = await openIncident(mara, { name: 'Vouchers are refused', body: 'Some.', components: [] })
  const first = await postUpdate(mara, { incidentId: id, status: 'identified', body: 'Ten of them.', components: [] })
  await correctUpdate(mara, { updateId: first, body: 'A hundred of them.' })
  await postUpdate(mara, { incidentId: id, status: 'monitoring', body: 'Fewer now.', components: [] })
  for (const path of ['/', `/incidents/${id}`]) {
    const page = await html(path)
    expect.soft(page, path).toMatch(/Corrected at 09:12, read the earlier text<\/summary>.*?Ten of them\./s)
  }
})
