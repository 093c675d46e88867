import type { Page } from 'playwright-core'
import { setComponentState } from '../../api/components/setComponentState.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postMaintenanceUpdate } from '../../api/maintenance/postMaintenanceUpdate.ts'
import { crowd } from '../site/crowd.ts'
import { autumn, maintain, majorIncident } from '../site/scenes.ts'
import { type Shop, shop } from '../site/shop.ts'
import { type World, world } from '../world.ts'
import { followingStages } from './followingStages.ts'

/** `every`: both widths in both themes; else wide in light and narrow in dark. `height` in pixels, where the page is very long. */
export type Shot = {
  name: string
  path: string
  every?: boolean
  height?: number
  prepare?: (page: Page) => Promise<unknown>
  /** Looked at, and not kept for the record: drawn when asked for by name. */
  aside?: boolean
}
export type PublicStage = {
  names: string[]
  set: () => Promise<{ w: World; shots: Shot[] }>
  /** Served with the routes that forms post to. */
  forms?: boolean
}

const measured = ['component', 'component-quiet', 'uptime', 'filtered', 'found', 'found-none']

export const publicStages: PublicStage[] = [
  {
    names: [
      'well',
      'well-opened',
      'incident-over',
      'report',
      'reports',
      'month',
      'missing',
      'planned',
      'report-print',
      ...measured,
    ],
    set: allWell,
  },
  { names: ['major', 'major-opened', 'incident-running', 'component-down'], set: major },
  { names: ['several', 'missing-in-trouble'], set: several },
  { names: ['maintenance', 'maintenance-page'], set: maintenance },
  { names: ['by-hand'], set: byHand },
  { names: ['large', 'large-history', 'large-uptime'], set: large },
  { names: ['empty', 'empty-history', 'empty-reports'], set: empty },
  { names: ['failing'], set: failing },
  ...followingStages,
]

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })

async function seasoned(): Promise<{ w: Shop; report: string; slow: string }> {
  const w = await shop('2026-08-20T09:00:00Z')
  return { w, ...(await autumn(w)) }
}

async function allWell() {
  const { w, report } = await seasoned()
  const move = await maintain(
    w,
    'Search moves to new machines',
    '2026-12-09T04:00:00Z',
    '2026-12-09T04:30:00Z',
    ['search'],
    'Search may miss books that were added in the last hour. Everything else stays as it is.',
    false,
  )
  w.clock.set('2026-12-03T08:12:00Z')
  const shots = [
    { name: 'well', path: '/', every: true },
    { name: 'well-opened', path: '/', prepare: openAll },
    { name: 'incident-over', path: `/incidents/${report}`, every: true },
    { name: 'report', path: `/reports/${report}`, every: true },
    {
      name: 'report-print',
      path: `/reports/${report}`,
      prepare: (page: Page) => page.emulateMedia({ media: 'print' }),
    },
    { name: 'reports', path: '/reports' },
    { name: 'month', path: '/history/2026-10' },
    { name: 'missing', path: '/nothing' },
    { name: 'planned', path: `/incidents/${move}` },
    { name: 'component', path: `/components/${w.ids.checkout}`, every: true },
    { name: 'component-quiet', path: `/components/${w.ids.pickup}` },
    { name: 'uptime', path: '/uptime', every: true },
    { name: 'filtered', path: `/history/component/${w.ids.search}` },
    { name: 'found', path: '/search?q=shop+catalogue' },
    { name: 'found-none', path: '/search?q=zeppelin' },
  ]
  return { w, shots }
}

async function major() {
  const { w } = await seasoned()
  const { id } = await majorIncident(w)
  const shots = [
    { name: 'major', path: '/', every: true },
    { name: 'major-opened', path: '/', prepare: openAll },
    { name: 'incident-running', path: `/incidents/${id}`, every: true },
    { name: 'component-down', path: `/components/${w.ids.cards}` },
  ]
  return { w, shots }
}

async function several() {
  const { w } = await seasoned()
  await majorIncident(w)
  const components = [{ id: w.ids.tracking as string, state: 'degraded_performance' as const }]
  await openIncident(w.as('mara'), {
    name: 'Parcel tracking is some hours behind',
    body: 'Tracking shows yesterday’s place for some parcels. The parcels themselves are on their way.',
    components,
    nextUpdateBy: '2026-11-19T15:00:00Z',
  })
  w.clock.set('2026-11-19T13:44:00Z')
  return {
    w,
    shots: [
      { name: 'several', path: '/' },
      { name: 'missing-in-trouble', path: '/nothing' },
    ],
  }
}

async function maintenance() {
  const { w } = await seasoned()
  const id = await maintain(
    w,
    'The order database moves',
    '2026-11-22T01:00:00Z',
    '2026-11-22T03:00:00Z',
    ['checkout', 'orders'],
    'Checkout is closed for up to ten minutes in this window. Everything else stays open.',
    false,
  )
  w.clock.set('2026-11-22T01:02:00Z')
  await postMaintenanceUpdate(w.as('mara'), {
    maintenanceId: id,
    status: 'in_progress',
    body: 'We have begun. Checkout closes at about 02:30.',
  })
  w.clock.set('2026-11-22T01:20:00Z')
  return {
    w,
    shots: [
      { name: 'maintenance', path: '/', every: true },
      { name: 'maintenance-page', path: `/incidents/${id}` },
    ],
  }
}

async function byHand() {
  const { w } = await seasoned()
  w.clock.set('2026-12-03T08:12:00Z')
  await setComponentState(w.as('mara'), { id: w.ids.photos as string, state: 'partial_outage' })
  return { w, shots: [{ name: 'by-hand', path: '/' }] }
}

async function large() {
  const w = await crowd()
  return {
    w,
    shots: [
      { name: 'large', path: '/', every: true },
      { name: 'large-history', path: '/history/2024-05', height: 2600 },
      { name: 'large-uptime', path: '/uptime', height: 2600 },
    ],
  }
}

async function empty() {
  const w = await world({ bare: true })
  const shots = [
    { name: 'empty', path: '/' },
    { name: 'empty-history', path: '/history' },
    { name: 'empty-reports', path: '/reports' },
  ]
  return { w, shots }
}

/** A house whose database answers nothing: the page says that it cannot tell. */
async function failing() {
  const w = await world()
  const read = new Proxy(w.ctx.db.read, {
    get: () => () => {
      throw new Error('no answer')
    },
  })
  const broken = { ...w, ctx: { ...w.ctx, db: { ...w.ctx.db, read } } }
  return { w: { ...broken, tail: async () => {} } as World, shots: [{ name: 'failing', path: '/' }] }
}
