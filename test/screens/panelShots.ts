import type { Page } from 'playwright-core'
import type { Stage } from './panelStage.ts'

/** One screen: where it is, and what is done there before it is drawn. */
export type Shot = {
  name: string
  path: string
  stranger?: boolean
  /** In all four looks. */
  every?: boolean
  act?: (page: Page) => Promise<unknown>
}

/** Before anybody may sign in. */
export function shotsOfStart({ ids }: Stage): Shot[] {
  const path = `/manage/set-up?token=${ids.token}`
  return [
    { name: 'set-up', path, stranger: true },
    { name: 'set-up-refused', path, stranger: true, act: tooShort },
    { name: 'set-up-used', path: '/manage/set-up?token=0-used', stranger: true },
  ]
}

/** A page on its first day: every empty state. */
export function shotsOfQuiet(_: Stage): Shot[] {
  return [
    { name: 'empty-overview', path: '/manage' },
    { name: 'empty-incidents', path: '/manage/incidents' },
    { name: 'empty-new', path: '/manage/incidents/new' },
    { name: 'empty-maintenance', path: '/manage/maintenance' },
    { name: 'empty-components', path: '/manage/components' },
    { name: 'empty-subscribers', path: '/manage/subscribers' },
    { name: 'empty-endpoints', path: '/manage/endpoints' },
    { name: 'empty-lists', path: '/manage/subscribers/imports' },
    { name: 'empty-deliveries', path: '/manage/deliveries' },
    { name: 'empty-keys', path: '/manage/keys' },
    { name: 'empty-mailbox', path: '/manage/mailbox' },
  ]
}

/** A running incident, and errors of every kind. */
export function shotsOfTrouble({ ids }: Stage): Shot[] {
  const incident = `/manage/incidents/${ids.story}`
  return [
    { name: 'sign-in', path: '/manage/sign-in', stranger: true },
    { name: 'sign-in-refused', path: '/manage/sign-in', stranger: true, act: refused },
    { name: 'overview', every: true, path: '/manage' },
    { name: 'incidents', every: true, path: '/manage/incidents' },
    { name: 'compose', every: true, path: '/manage/incidents/new', act: composed },
    { name: 'compose-refused', path: '/manage/incidents/new', act: composedBadly },
    { name: 'compose-signed-out', path: '/manage/incidents/new', act: signedOut },
    { name: 'incident', every: true, path: incident },
    { name: 'incident-posted', path: `${incident}?posted` },
    { name: 'incident-overtaken', path: incident, act: overtaken },
    { name: 'incident-over', path: `/manage/incidents/${ids.resolved}` },
    { name: 'correct', path: `/manage/updates/${ids.update}` },
    { name: 'report', every: true, path: `/manage/incidents/${ids.resolved}/postmortem` },
    { name: 'maintenance', path: '/manage/maintenance' },
    { name: 'maintenance-new', path: '/manage/maintenance/new', act: (page) => page.click('.go') },
    { name: 'maintenance-one', every: true, path: `/manage/maintenance/${ids.planned}` },
    { name: 'components', every: true, path: '/manage/components' },
    { name: 'component', path: `/manage/components/${ids.cards}` },
    { name: 'subscribers', every: true, path: '/manage/subscribers' },
    { name: 'subscribers-none', path: '/manage/subscribers?words=nobody' },
    { name: 'subscribers-unreachable', every: true, path: '/manage/subscribers?state=suppressed' },
    {
      name: 'subscribers-unchosen',
      path: '/manage/subscribers?state=suppressed',
      act: (page) => page.click('.again button'),
    },
    { name: 'subscribers-unconfirmed', path: '/manage/subscribers?state=pending' },
    { name: 'list-new', every: true, path: '/manage/subscribers/imports' },
    { name: 'list-refused', path: '/manage/subscribers/imports', act: listRefused },
    { name: 'list-running', every: true, path: `/manage/subscribers/imports/${ids.running}` },
    { name: 'list-done', path: `/manage/subscribers/imports/${ids.done}` },
    { name: 'deliveries', every: true, path: '/manage/deliveries' },
    { name: 'delivery', path: '/manage/deliveries', act: (page) => page.click('tbody tr:first-child a') },
    { name: 'key-made', path: '/manage/keys', act: keyMade },
    { name: 'settings', path: '/manage/settings' },
    { name: 'account', path: '/manage/account' },
    { name: 'mailbox', path: '/manage/mailbox' },
    { name: 'mail', path: '/manage/mailbox', act: (page) => page.click('tbody tr:first-child a') },
    { name: 'log', path: '/manage/log' },
    { name: 'missing', path: '/manage/incidents/nosuchthing0' },
  ]
}

async function refused(page: Page) {
  await page.fill('[name=email]', 'hanna@harbour.example')
  await page.fill('[name=password]', 'not this one')
  await page.click('.go')
}

async function tooShort(page: Page) {
  await page.fill('[name=name]', 'Hanna Berg')
  await page.fill('[name=email]', 'hanna@harbour.example')
  await page.fill('[name=password]', 'short')
  await page.click('.go')
}

async function signedOut(page: Page) {
  await page.fill('[name=name]', 'Search finds nothing')
  await page.fill('[name=body]', 'We are looking into it.')
  await page.waitForTimeout(600)
  await page.context().clearCookies()
  await page.click('.send .go')
}

async function composed(page: Page) {
  await choose(page, 'Search', 'partial_outage')
  await page.selectOption('select[name=severity]', 'SEV2')
  await page.fill('[name=name]', 'Search finds nothing for about half of you')
  await page.fill(
    '[name=body]',
    'Since 14:20 about every second search comes back empty.\n\nBrowsing by shelf works, and so does ordering. We are looking at the machines that keep the index.',
  )
  await page.waitForFunction(() => document.querySelector('#preview h2')?.textContent?.includes('half of you'))
  await page.waitForTimeout(600)
}

async function composedBadly(page: Page) {
  await choose(page, 'Search', 'partial_outage')
  await page.fill('[name=name]', 'Search finds nothing')
  await page.check('[name=promise][value=at]')
  await page.fill('[name=body]', '   ')
  await page.waitForTimeout(600)
  await page.click('.go')
}

async function overtaken(page: Page) {
  await page.fill('#update [name=body]', 'Two thirds of the payments go the other way now.')
  await page.evaluate(() => document.querySelector('#update [name=seen]')?.setAttribute('value', 'anotherpost0'))
  await page.click('#update .go')
}

async function listRefused(page: Page) {
  await page.check('[name=agreed][value=yes]')
  await page.fill('[name=csv]', 'anna@reading-circle.example')
  await page.click('.go')
}

async function keyMade(page: Page) {
  await page.fill('[name=name]', 'Pager')
  await page.click('.go')
}

async function choose(page: Page, name: string, state: string) {
  const line = page.locator('.picks li', { hasText: name })
  await line.locator('[type=checkbox]').check()
  await line.locator(`[value=${state}]`).check({ force: true })
}
