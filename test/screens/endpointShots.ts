import type { Page } from 'playwright-core'
import type { Resolve } from '../../api/context/outsideUrl.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { addEndpoint } from '../../api/subscribers/endpoints/addEndpoint.ts'
import { askEndpoint } from '../../api/subscribers/endpoints/askEndpoint.ts'
import type { World } from '../world.ts'
import type { Shot } from './publicStages.ts'

export const endpointNames = ['webhook', 'webhook-refused', 'webhook-confirm', 'webhook-confirmed', 'webhook-own']

const outside: Resolve = async () => [{ address: '93.184.216.34', family: 4 }]

/** How somebody has a program or a chat told, and its own page with a new secret. */
export async function endpointShots(w: World): Promise<Shot[]> {
  const owner = 'ops@example.org'
  const own = { kind: 'webhook', url: 'https://hooks.example.org/own', owner, attested: true } as const
  const { id } = await addEndpoint(w.as('ada'), own, undefined, outside)
  await askEndpoint(w.ctx, { kind: 'slack', url: 'https://hooks.slack.com/services/T0', owner }, outside)
  await askEndpoint(w.ctx, { kind: 'webhook', url: 'https://example.net/in', owner: 'net@example.net' }, outside)
  const [slack = 0, hook = 0] = [Number(id) + 1, Number(id) + 2]
  const link = (purpose: 'confirm' | 'manage', of: number) => mailedToken(w.ctx.keys, purpose, of, 0)
  return [
    { name: 'webhook', path: '/subscribe/webhook' },
    { name: 'webhook-refused', aside: true, path: '/subscribe/webhook', prepare: askInside },
    { name: 'webhook-confirm', aside: true, path: `/subscription/${link('confirm', slack)}` },
    { name: 'webhook-own', path: `/following/${link('manage', Number(id))}`, prepare: makeSecret },
    { name: 'webhook-confirmed', path: `/subscription/${link('confirm', hook)}`, prepare: confirmOnce },
  ]
}

async function askInside(page: Page) {
  await page.selectOption('#kind', 'teams')
  await page.fill('#url', 'https://10.0.0.8/hook')
  await page.fill('#owner', 'sam@example.org')
  await page.click('main .button')
  await page.waitForLoadState()
}

async function makeSecret(page: Page) {
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  await page.locator('code.once').waitFor()
}

/** Drawn several times, and the button is there only once. */
async function confirmOnce(page: Page) {
  const button = page.locator('main .button')
  if ((await button.count()) > 0) await button.click()
  await page.waitForLoadState()
}
