import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { type World, world } from '../world.ts'

const hostile =
  '<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) ![p](https://spy.example/p.gif) & "quoted"'

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
    expect(html).not.toMatch(/<(img|script|iframe|svg|object|link)\b|href="(?!https:\/\/)|<[^>]*\ssrc=|url\(/i)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(text).toContain('<img src=x onerror=alert(1)>')
  }
})
