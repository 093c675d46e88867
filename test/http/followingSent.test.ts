import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { panelApp } from '../panel.ts'
import { builtSite, type Site } from '../site/built.ts'
import { wordsOf } from '../site/words.ts'
import { type World, world } from '../world.ts'

let site: Site
let w: World
let app: ReturnType<typeof panelApp>
let own: string
beforeAll(async () => {
  site = await builtSite()
})
beforeEach(async () => {
  await w?.close()
  w = await world()
  app = panelApp(site, w.ctx)
  const id = await w.subscriber('sam@example.org', { only: [w.components.search] })
  own = `/following/${mailedToken(w.ctx.keys, 'manage', id, 0)}`
})
afterAll(() => w.close())

test('what was sent stands there with its time and what became of it', async () => {
  expect(wordsOf(await page(own))).toContain('Nothing in the last 90 days.')
  await openIncident(w.as('mara'), {
    name: 'Search fails',
    body: 'We look into it.',
    components: [{ id: w.components.search, state: 'major_outage' }],
  })
  await w.deliverAll()
  expect(wordsOf(await page(own))).toContain('10:00 New incident: Search fails Accepted by your side')
  for (const [state, words] of [
    ['bounced', 'Came back'],
    ['skipped', 'Not sent: you had paused or left'],
    ['retrying', 'Not accepted yet, we try again'],
  ] as const) {
    await w.ctx.db.client.execute({ sql: 'update deliveries set state = ?, outcome = ?', args: [state, '550 canary'] })
    const said = wordsOf(await page(own))
    expect(said).toContain(words)
    expect(said).not.toContain('canary')
  }
  w.clock.advance(91 * 86_400_000)
  expect(wordsOf(await page(own))).toContain('Nothing in the last 90 days.')
})

test('an endpoint’s own page hides its address, and shows a new secret once', async () => {
  const hook = await w.subscriber('https://hooks.example.org/canary', { channel: 'webhook', host: 'hooks.example.org' })
  const path = `/following/${mailedToken(w.ctx.keys, 'manage', hook, 0)}`
  const html = await page(path)
  expect(wordsOf(html)).toContain('We write to hooks.example.org about incidents')
  expect(html).not.toMatch(/canary|Another address/)
  const secret = /whsec_[\w+/=]+/.exec(await (await post(`${path}/secret`)).text())?.[0]
  expect(secret).toBeDefined()
  expect(await page(path)).not.toContain('whsec_')
})

const page = async (path: string) => (await app.request(path)).text()

const post = (path: string) => app.request(path, { method: 'POST', headers: { accept: 'text/html' } })
