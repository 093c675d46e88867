import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import { changeComponent } from '../../api/components/changeComponent.ts'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { backfillIncident } from '../../api/incidents/backfillIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { readHome } from '../../api/reads/home.ts'
import { readIncident } from '../../api/reads/incident.ts'
import { incidentComponents, incidents, updates } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
  w.clock.set('2026-03-20T12:00:00Z')
})
afterEach(() => w.close())

/** An incident as an import leaves it where the source gives no states. */
async function imported(id: string, from: string, to: string | null, componentId = w.components.search) {
  const at = new Date(from)
  const row = {
    id,
    kind: 'incident',
    name: `Old ${id}`,
    impact: 'major',
    impactOverride: 'major',
    startedAt: at,
  } as const
  const end = to ? new Date(to) : null
  const status = to ? 'resolved' : 'investigating'
  await w.ctx.db.write('urgent', async (tx) => {
    await tx
      .insert(incidents)
      .values({ ...row, status, createdAt: at, updatedAt: at, resolvedAt: end, importedFrom: 'statuspage' })
    await tx.insert(incidentComponents).values({ incidentId: id, componentId })
    const update = {
      id: `${id}u`,
      originId: `${id}u`,
      incidentId: id,
      body: '<p>Old &lt;1% news</p>',
      format: 'html',
      language: 'en',
    } as const
    await tx.insert(updates).values({ ...update, status, displayAt: at, createdAt: at, author: 'system' })
  })
}

const search = async () => {
  const home = await readHome(w.ctx)
  const component = home.groups.flatMap((group) => group.components).find(({ id }) => id === w.components.search)
  return { home, component, bars: component?.bars ?? [] }
}

describe('an imported incident', () => {
  it('without states is a grey day that says so, and no figure counts it', async () => {
    await imported('flat', '2026-03-18T22:00:00Z', '2026-03-19T02:00:00Z')
    const { home, component, bars } = await search()
    const days = bars.filter((bar) => 'text' in bar)
    // From 23:00 to 03:00 in Berlin: two days.
    expect(days).toEqual([
      { mark: 'none', href: '/incidents/flat', text: 'Wed 18 Mar: No state recorded. Old flat' },
      { mark: 'none', href: '/incidents/flat', text: 'Thu 19 Mar: No state recorded. Old flat' },
    ])
    expect(component?.percent).toBe('100.00 %')
    expect(home.days.map(({ day, up }) => [day, up])).toEqual([
      ['Thu 19 Mar', 'Not counted'],
      ['Wed 18 Mar', 'Not counted'],
    ])
    expect((await readIncident(w.ctx, 'flat')).unrecorded).toBe('Search')
  })

  it('that never ended opens no banner', async () => {
    await imported('open', '2026-03-20T08:00:00Z', null)
    const { home } = await search()
    expect(home.lead.headline).toBe('All systems are working.')
    expect(home.incidents).toEqual([])
  })

  it('that ends before it starts has a start, and lasted no time that anybody could name', async () => {
    await imported('odd', '2026-03-19T10:00:00Z', '2026-03-19T09:00:00Z')
    const entry = (await search()).home.recent.flatMap((day) => day.entries)[0]
    expect(entry).toMatchObject({ name: 'Old odd', to: undefined, lasted: undefined })
    expect((await readIncident(w.ctx, 'odd')).to).toBeUndefined()
  })
})

it('a backfilled incident counts, and opens no banner', async () => {
  const times = { startedAt: '2026-03-20T09:00:00Z', resolvedAt: '2026-03-20T10:00:00Z' }
  const states = [{ id: w.components.search, state: 'major_outage' as const }]
  await backfillIncident(w.as('mara'), { name: 'Search was down', body: 'It was.', components: states, ...times })
  const { home, bars } = await search()
  expect(home.lead.mark).toBe('ok')
  expect(bars.at(-1)).toMatchObject({ mark: 'major', text: 'Fri 20 Mar: 92.3 % so far. Search was down' })
})

it('a state set by hand leads to its line in the table, for it has no page', async () => {
  await setComponentState(w.as('mara'), { id: w.components.search, state: 'partial_outage' })
  const { home, bars } = await search()
  expect(bars.at(-1)).toMatchObject({ mark: 'part', href: '#day-2026-03-20' })
  expect(home.days[0]).toMatchObject({ anchor: 'day-2026-03-20', components: 'Search' })
  expect(home.lead).toMatchObject({ kind: 'states', headline: 'There is trouble with Search.' })
})

describe('the board', () => {
  it('keeps groups and what stands beside them in the page’s order', async () => {
    const ada = w.as('ada')
    const group = await addComponent(ada, { name: 'Abroad', isGroup: true })
    await addComponent(ada, { name: 'Ghent', groupId: group })
    await addComponent(ada, { name: 'Phone' })
    const { groups, leaves } = await readHome(w.ctx)
    expect(groups.map(({ name, components }) => [name, components.map((one) => one.name)])).toEqual([
      [undefined, ['Checkout', 'Payments', 'Search', 'Deliveries']],
      ['Abroad', ['Ghent']],
      [undefined, ['Phone']],
    ])
    expect(leaves.map(({ name }) => name)).toEqual(['Checkout', 'Payments', 'Search', 'Deliveries', 'Ghent', 'Phone'])
  })

  it('hides what is shown only in trouble, and draws no bars where none are wanted', async () => {
    await changeComponent(w.as('ada'), { id: w.components.search, onlyShowIfDegraded: true })
    await changeComponent(w.as('ada'), { id: w.components.payments, showcase: false })
    expect((await search()).component).toBeUndefined()
    const states = [{ id: w.components.search, state: 'degraded_performance' as const }]
    await openIncident(w.as('mara'), { name: 'Search is slow', body: 'Looking.', components: states })
    const { home, component } = await search()
    expect(component?.stance.word).toBe('Degraded')
    const payments = home.groups[0]?.components.find(({ name }) => name === 'Payments')
    expect(payments).toMatchObject({ bars: undefined, percent: undefined })
  })
})
