import type { Page } from 'playwright-core'
import { mailedToken, type Purpose } from '../../api/context/tokens.ts'
import { askAddressChange } from '../../api/subscribers/askAddressChange.ts'
import { chooseIncident } from '../../api/subscribers/chooseIncident.ts'
import { turnOf } from '../../api/subscribers/ofToken.ts'
import { pauseSubscription } from '../../api/subscribers/pauseSubscription.ts'
import { components } from '../../db/schema.ts'
import { autumn, maintain, majorIncident } from '../site/scenes.ts'
import { type Shop, shop } from '../site/shop.ts'
import { endpointNames, endpointShots } from './endpointShots.ts'
import type { PublicStage } from './publicStages.ts'

/** The pages behind mailed links, and the forms that ask for them. Served with their routes, so that forms can be refused. */
export const followingStages: PublicStage[] = [
  {
    names: [
      'subscribe',
      'subscribe-opened',
      'subscribe-refused',
      'incident-follow-refused',
      'subscribe-asked',
      'subscribe-linked',
      'confirm',
      'confirmed',
      'own',
      'own-refused',
      'own-paused',
      'own-stopped',
      'own-left',
      'own-unknown',
      'own-forgotten',
      'address',
      'address-taken',
      'leave',
      ...endpointNames,
    ],
    set: following,
    forms: true,
  },
]

async function following() {
  const w = await shop('2026-08-20T09:00:00Z')
  await autumn(w)
  const sam = await w.subscriber('sam@example.org', { language: 'de', everything: false })
  await choose(w, sam)
  const move = await maintain(
    w,
    'Search moves to new machines',
    '2026-12-09T04:00:00Z',
    '2026-12-09T04:30:00Z',
    ['search'],
    'Search may miss new books.',
    false,
  )
  const { id: running } = await majorIncident(w)
  await w.deliverAll()
  await w.ctx.db.client.execute(
    'update deliveries set settled_at = (select at + 21000 from events where id = event_id)',
  )
  await w.ctx.db.client.execute(
    "update deliveries set state = 'bounced' where id = (select max(id) - 4 from deliveries)",
  )
  await chooseIncident(w.ctx, { token: link(w, 'manage', sam), incident: move, what: 'updates' })
  await askAddressChange(w.ctx, { token: link(w, 'manage', sam), email: 'sam.reader@example.net' })
  const asked = await w.subscriber('asked@example.org', { state: 'pending' })
  const paused = await w.subscriber('paused@example.org')
  await pauseSubscription(w.ctx, { token: link(w, 'manage', paused), until: 'week' })
  const stopped = await w.subscriber('stopped@example.org', { state: 'suppressed' })
  const left = await w.subscriber('left@example.org', { state: 'unsubscribed' })
  const kim = await w.subscriber('kim@example.org')
  await w.subscriber('taken@example.org')
  await askAddressChange(w.ctx, { token: link(w, 'manage', paused), email: 'taken@example.org' })
  const address = async (id: number) => {
    const row = await w.ctx.db.read.query.subscribers.findFirst({ where: (one, { eq }) => eq(one.id, id) })
    return `/address/${mailedToken(w.ctx.keys, 'address', id, turnOf(row as never, 'address'))}`
  }
  const own = (id: number) => `/following/${link(w, 'manage', id)}`
  const confirm = `/subscription/${link(w, 'confirm', asked)}`
  const shots = [
    { name: 'subscribe', path: '/subscribe' },
    { name: 'subscribe-opened', path: '/subscribe', prepare: chooseSome },
    { name: 'subscribe-refused', aside: true, path: '/subscribe', prepare: askWithoutKinds },
    {
      name: 'incident-follow-refused',
      path: `/incidents/${running}`,
      prepare: (page: Page) => ask(page, '#follow', 'sam@localhost'),
    },
    { name: 'subscribe-asked', aside: true, path: '/subscribe/asked' },
    { name: 'subscribe-linked', aside: true, path: '/subscribe/linked' },
    { name: 'confirm', aside: true, path: confirm },
    { name: 'own', path: own(sam) },
    { name: 'own-refused', path: own(kim), prepare: saveNothing },
    { name: 'own-paused', path: `${own(paused)}?done=pause` },
    { name: 'own-stopped', path: own(stopped) },
    { name: 'own-left', aside: true, path: own(left) },
    { name: 'own-unknown', aside: true, path: '/following/x' },
    { name: 'own-forgotten', aside: true, path: '/following/forgotten' },
    { name: 'address', path: await address(sam) },
    { name: 'address-taken', aside: true, path: await address(paused) },
    { name: 'leave', aside: true, path: `/unsubscribe/${link(w, 'leave', sam)}` },
    { name: 'confirmed', path: confirm, prepare: postAgain },
    ...(await endpointShots(w)),
  ]
  return { w, shots }
}

const link = (w: Shop, purpose: Purpose, id: number) => mailedToken(w.ctx.keys, purpose, id, 0)

/** All of one group, and one component of another. */
async function choose(w: Shop, id: number) {
  const all = await w.ctx.db.read.select().from(components)
  const group = all.find(({ name, isGroup }) => isGroup && name === 'Ordering')?.id as string
  for (const one of [group, w.ids.tracking as string])
    await w.ctx.db.client.execute({ sql: 'insert into subscriber_components values (?, ?)', args: [id, one] })
}

async function press(page: Page, name: string) {
  await page.getByRole('button', { name }).click()
  await page.waitForLoadState()
}

/** Drawn twice, and the button is there only once. */
async function postAgain(page: Page) {
  await page.evaluate(() => {
    const form = document.createElement('form')
    form.method = 'post'
    document.body.append(form)
    form.submit()
  })
  await page.getByText('that is confirmed').waitFor()
}

async function chooseSome(page: Page) {
  await page.getByText('Choose what, and in which').click()
  await page.getByLabel(/^Only what I tick/).check()
  await page.getByLabel('All of Ordering').check()
  await page.getByLabel('Parcel tracking').check()
}

async function askWithoutKinds(page: Page) {
  await chooseSome(page)
  await page.locator('#email').fill('sam@example.org')
  await noKinds(page, '#mail')
  await press(page, 'Email me about this')
}

async function ask(page: Page, section: string, address: string) {
  await page.locator(`${section} [type=email]`).fill(address)
  await page.locator(`${section} button`).click()
  await page.waitForLoadState()
}

async function saveNothing(page: Page) {
  await noKinds(page, '#choices')
  await press(page, 'Save')
}

async function noKinds(page: Page, section: string) {
  for (const kind of await page.locator(`${section} [name=kinds]`).all())
    if (await kind.isVisible()) await kind.uncheck()
}
