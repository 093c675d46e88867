import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { languages } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'
import { everyMail, ordinary } from './stage.ts'

const hostile =
  '<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) ![p](https://spy.example/p.gif) & "quoted"'
/** What fetches, runs or leads elsewhere than to the web. */
const harm =
  /<(img|script|iframe|svg|object|link|form|base|meta http)\b|href="(?!https:\/\/)|<[^>]*\s(src|on\w+)=|url\(/i

let w: World
beforeEach(async () => {
  w = await world()
  await w.subscriber('sam@example.org')
})
afterEach(() => w.close())

test('text stays text: nothing runs, nothing is fetched, nothing is lost', async () => {
  await w.ctx.db.client.execute({ sql: 'update page set name = ?', args: [hostile.slice(0, 40)] })
  await w.ctx.db.client.execute({ sql: 'update components set name = ?', args: [hostile] })
  const components = [{ id: w.components.search, state: 'partial_outage' as const }]
  const said = { name: hostile, body: hostile, advice: hostile, notAffected: hostile, components }
  await openIncident(w.as('mara'), said)
  await subscribe(w.ctx, { email: 'kim@example.org', components: [w.components.search] })
  await w.deliverAll()
  for (const { html, text } of w.mailbox()) {
    expect(html).not.toMatch(harm)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(text).toContain('<img src=x onerror=alert(1)>')
  }
})

test('so it does in every mail and language, for names, texts, translations and what an endpoint answered', async () => {
  await w.ctx.db.client.execute({ sql: 'update components set name = ?', args: [hostile] })
  const said = Object.fromEntries(Object.keys(ordinary).map((key) => [key, hostile])) as typeof ordinary
  for (const { name, in: inLanguage } of await everyMail(w, said))
    for (const language of languages) {
      const { html, text } = await inLanguage(language)
      expect(html, name).not.toMatch(harm)
      if (harmless.includes(name)) expect(html + text, name).not.toMatch(/onerror|alert/)
      else {
        expect(html, name).toContain('&lt;img src=x onerror=alert(1)&gt;')
        expect(text.replace(/\s+/g, ' '), name).toContain('<img src=x onerror=alert(1)>')
      }
    }
})

/** In these stands nothing that anybody could have chosen. */
const harmless = ['confirm', 'confirm-leadership', 'link', 'address']

test('a reader’s own parts are text too: an address cannot break out of its mail', async () => {
  const [first] = await everyMail(w, ordinary)
  const address = '"><img src=x onerror=alert(1)>"@example.org'
  const personal = { address, leaveUrl: 'https://a.example/"><b>', manageUrl: 'https://b.example', follows: hostile }
  const { html } = (await first?.in('en', personal)) ?? { html: '' }
  expect(html).toContain('&lt;img')
  expect(html).not.toMatch(harm)
  expect(html).not.toContain('"><b>')
})
