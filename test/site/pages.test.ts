import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lapsePromise } from '../../api/incidents/lapsePromise.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { retractUpdate } from '../../api/incidents/retractUpdate.ts'
import { due } from '../../db/schema.ts'
import { world } from '../world.ts'
import { autumn } from './autumn.ts'
import { builtSite, type Site } from './built.ts'
import { majorIncident } from './majorIncident.ts'
import { maintain } from './play.ts'
import { type Shop, shop } from './shop.ts'
import { wordsOf } from './words.ts'

let site: Site
let w: Shop
let past: Awaited<ReturnType<typeof autumn>>
const html = async (path: string) => (await site.show(w.ctx, path)).text()
const words = async (path: string) => wordsOf(await html(path))

beforeAll(async () => {
  site = await builtSite()
  w = await shop('2026-08-20T09:00:00Z')
  past = await autumn(w)
  w.clock.set('2026-12-03T08:12:00Z')
})
afterAll(() => w.close())

describe('when all is well', () => {
  it('the home page says so in one sentence, then what was last, then the record', async () => {
    const page = await html('/')
    expect(page.match(/<h1>.*?<\/h1>/g)).toEqual(['<h1>All systems are working.</h1>'])
    const said = wordsOf(page)
    expect(said).toContain(
      'The last incident ended on Tue 17 Nov: Parcel tracking showed yesterday’s place, 1 h 14 min.',
    )
    expect(said).toMatch(/Days without trouble 84 of 90 .*Incidents 5 .*Promises kept 4 of 4/)
    expect(said).toContain('27 Nov – 3 Dec No incidents on these seven days.')
  })

  it('a working group is one line that opens, with both of its figures in the table', async () => {
    const page = await html('/')
    const summaries = page
      .match(/<details class="quiet"><summary>.*?<\/summary>/gs)
      ?.map((one) => one.replace(/<[^>]*>/g, ''))
    expect(summaries?.[0]).toBe('Shop 3 components, all working 99.98 %')
    expect(wordsOf(page)).toMatch(/Website 99\.9\d % 99\.9\d %/)
  })

  it('a component is grey before its first day, and that is left out of its figure', async () => {
    const bars = /aria-label="Vouchers, last 90 days: 100\.00 % up, 0 days with trouble">(.*?)<\/figure>/.exec(
      await html('/'),
    )?.[1]
    expect(bars?.match(/<i class="n">/g)).toHaveLength(15)
    expect(bars?.match(/<i>/g)).toHaveLength(75)
  })

  it('history is by month, each month leads to the next that has something', async () => {
    const page = await html('/history/2026-10')
    expect(wordsOf(page)).toMatch(/October 2026 1 incident and 1 maintenance\. ← September 2026 November 2026 →/)
    expect(page).toContain('href="/history/2026-09"')
    expect(await words('/history')).toContain('November 2026 2 incidents.')
  })

  it('a report stands with its correction, and the earlier text one step away', async () => {
    const page = await html(`/reports/${past.report}`)
    expect(wordsOf(page)).toContain('Corrected Tue 29 Sep We had turned two figures of the stopped orders around')
    expect(page).toMatch(/<details class="more"><summary>Read the text as it was before<\/summary>.*?1,213 orders/s)
    expect(page.split('<article')[1]).toContain('1,312 orders')
    expect(await words('/reports')).toContain('Why the shop was closed on catalogue day')
  })
})

describe('during a major incident', () => {
  let story: Awaited<ReturnType<typeof majorIncident>>
  beforeAll(async () => {
    story = await majorIncident(w)
  })

  it('state and promise come first, then the sentence, then what it means', async () => {
    const said = await words('/')
    const order = [
      'Major outage since 13:43 Next update by 14:40',
      'One in three orders cannot be paid',
      'Major outage: Checkout and Card payments. Degraded: Order confirmations.',
      'What you can do Choose pay by invoice',
      'Not affected Browsing',
      'Identified Our provider turns away',
    ]
    expect(
      order.map((one) => said.indexOf(one)).every((at, n, all) => at > (all[n - 1] ?? -1)),
      said.slice(0, 1500),
    ).toBe(true)
  })

  it('the newest update is open and the older ones are folded', async () => {
    const rail = /<ol class="rail major">(.*?)<\/ol>/s.exec(await html('/'))?.[1] ?? ''
    const [, newest = '', ...older] = rail.split('<li')
    expect(newest + older[0]).toContain('We move the rest in steps')
    expect(older.slice(1).every((one) => one.includes('<details><summary>'))).toBe(true)
    expect(older.slice(1)).toHaveLength(4)
  })

  it('its own page has every update open, the corrected one with what it said before', async () => {
    const page = await html(`/incidents/${story.id}`)
    expect(page).not.toContain('<details><summary>')
    expect(wordsOf(page)).toContain('About one card payment in three fails.')
    expect(page).toMatch(/Corrected at 14:12, read the earlier text<\/summary>.*?one card payment in ten/s)
  })

  it('maintenance beside it is told calmly, further down', async () => {
    const said = await words('/')
    expect(said).toMatch(/Planned maintenance Under way until 16:00 CET New price tables for bookshops/)
  })

  it('never shows a severity', async () => {
    const mara = w.as('mara')
    const id = await openIncident(mara, {
      name: 'A second trouble',
      body: 'Looking.',
      severity: 'SEV1',
      components: [],
    })
    expect(await html(`/incidents/${id}`)).not.toMatch(/SEV\d|[Ss]everity/)
    const home = await html('/')
    expect(home).not.toMatch(/SEV\d|[Ss]everity/)
    expect(home).toContain('<h1>We are working on two problems.</h1>')
  })

  it('a broken promise is not hidden, and a withdrawn update says why', async () => {
    const [promise] = (await w.ctx.db.read.select().from(due)).filter(
      ({ kind, doneAt }) => kind === 'promise' && !doneAt,
    )
    w.clock.set('2026-11-19T13:46:00Z')
    await lapsePromise(w.as('clock'), promise as never)
    await retractUpdate(w.as('mara'), {
      updateId: story.updates[0] as string,
      reason: 'Confirmations were on time after all.',
    })
    const page = await html(`/incidents/${story.id}`)
    expect(page).toContain('Update overdue since ')
    expect(wordsOf(page)).toMatch(/Withdrawn at 14:46: Confirmations were on time after all\./)
    expect(page).toMatch(/Read what was withdrawn<\/summary>.*?Order confirmations are late/s)
  })
})

it('an empty page teaches nothing false', async () => {
  const bare = await world({ bare: true })
  const said = wordsOf(await (await site.show(bare.ctx, '/')).text())
  expect(said).toContain('No trouble is known.')
  expect(said).toContain('This page lists no components yet.')
  expect((await site.show(bare.ctx, '/history')).status).toBe(200)
  expect(wordsOf(await (await site.show(bare.ctx, '/reports')).text())).toContain('No report has been published yet.')
  await bare.close()
})

it('maintenance alone is calm', async () => {
  const calm = await shop('2026-11-01T09:00:00Z')
  await maintain(
    calm,
    'Moving the order database',
    '2026-11-19T12:00:00Z',
    '2026-11-19T14:00:00Z',
    ['checkout'],
    'Checkout is closed.',
    false,
  )
  const { postMaintenanceUpdate } = await import('../../api/maintenance/postMaintenanceUpdate.ts')
  calm.clock.set('2026-11-19T12:00:00Z')
  const rows = await calm.ctx.db.read.query.maintenances.findMany()
  await postMaintenanceUpdate(calm.as('mara'), {
    maintenanceId: rows[0]?.incidentId as string,
    status: 'in_progress',
    body: 'We have begun.',
  })
  const page = await (await site.show(calm.ctx, '/')).text()
  expect(page).toContain('<h1>Planned work is under way.</h1>')
  expect(wordsOf(page)).toContain('Moving the order database, until 15:00 CET. Everything else is working.')
  await calm.close()
})
