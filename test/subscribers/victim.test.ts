import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { askAddressChange } from '../../api/subscribers/askAddressChange.ts'
import { askLink } from '../../api/subscribers/askLink.ts'
import { askEndpoint } from '../../api/subscribers/endpoints/askEndpoint.ts'
import { followIncident } from '../../api/subscribers/followIncident.ts'
import { importPart } from '../../api/subscribers/lists/importSome.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { type World, world } from '../world.ts'

const day = 86_400_000
let w: World
beforeEach(async () => {
  w = await world({ config: { webhookNetworks: ['127.0.0.0/8'] } })
})
afterEach(() => w.close())

const spellings = ['vera.victim', 'VERA.Victim', 'veravictim', 'v.e.r.a.victim+x', 'vera.victim+a.b'].map(
  (name) => `${name}@example.org`,
)

test('whatever way strangers, subscribers and managers name a mailbox, it is written to once a day and thrice a week', async () => {
  const incident = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look.', notify: false })
  let endpoints = 0
  let movers = 0
  const mover = async () => mailedToken(w.ctx.keys, 'manage', await w.subscriber(`mover${++movers}@example.org`), 0)
  const list = async (email: string) => {
    const id = await startImport(w.as('ada'), { csv: `email\n${email}`, attested: false })
    while (await importPart(w.as('clock'), id));
  }
  const ways: ((email: string) => Promise<unknown>)[] = [
    (email) => subscribe(w.ctx, { email }),
    (email) => askLink(w.ctx, { email }),
    (email) => followIncident(w.ctx, { email, incident }),
    (owner) => askEndpoint(w.ctx, { kind: 'webhook', url: `https://127.0.0.1/${++endpoints}`, owner }),
    async (email) => askAddressChange(w.ctx, { token: await mover(), email }),
    list,
  ]
  const mails = async () => {
    await w.deliverAll()
    return w.mailbox().filter(({ to }) => /^v\.?e/i.test(to)).length
  }
  // Each way is the first once, and each day begins with another.
  for (const [first, way] of ways.entries()) {
    const before = await mails()
    for (let days = 1; days <= 7; days++) {
      const inTurn = [...ways.slice(first), ...ways.slice(0, first)]
      for (const one of days === 1 ? [way, ...inTurn] : inTurn) for (const email of spellings) await one(email)
      expect((await mails()) - before, `way ${first}, day ${days}`).toBeLessThanOrEqual(Math.min(days, 3))
      w.clock.advance(day + 1)
    }
    expect(await mails()).toBeGreaterThan(before)
    w.clock.advance(7 * day)
  }
})
