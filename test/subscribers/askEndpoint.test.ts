import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resolve } from '../../api/context/outsideUrl.ts'
import { addEndpoint } from '../../api/subscribers/endpoints/addEndpoint.ts'
import { askEndpoint } from '../../api/subscribers/endpoints/askEndpoint.ts'
import { forgetUnconfirmed } from '../../api/subscribers/forgetUnconfirmed.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { events, subscribers } from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const day = 86_400_000
const outside: Resolve = async () => [{ address: '93.184.216.34', family: 4 }]
const ask = (url: string, owner: string, kind: 'webhook' | 'slack' = 'webhook') =>
  askEndpoint(w.ctx, { kind, url, owner }, outside)
const all = () => w.ctx.db.read.select().from(subscribers).orderBy(subscribers.id)
/** How many mails were asked for. */
const mails = async () => (await w.ctx.db.read.select().from(events).where(eq(events.tell, 'subscriber'))).length
const hook = 'https://hooks.example.org/a'

test('a stranger’s ask waits for the owner, to whom one mail goes', async () => {
  await ask(hook, 'Ops@Example.org')
  expect(await all()).toMatchObject([
    { channel: 'webhook', state: 'pending', ownerAddress: 'Ops@example.org', secret: null, host: 'hooks.example.org' },
  ])
  const [asked] = await w.ctx.db.read.select().from(events).where(eq(events.kind, 'subscriber.asked'))
  expect(asked).toMatchObject({ tell: 'subscriber', subject: '1', after: null })
})

test('one owner is written to once in 24 hours and three times a week, whatever is asked for', async () => {
  for (let n = 0; n < 5; n++) await ask(`${hook}/${n}`, n % 2 ? 'ops@example.org' : 'ops+other@example.org')
  await subscribe(w.ctx, { email: 'ops@example.org' })
  expect(await mails()).toBe(1)
  let sent = 1
  for (let days = 1; days < 7; days++) {
    w.clock.advance(day)
    await subscribe(w.ctx, { email: 'ops@example.org' })
    await ask(`${hook}/on-${days}`, 'ops@example.org')
    sent = await mails()
  }
  expect(sent).toBe(3)
})

test('an ask for mail counts against an ask for an endpoint', async () => {
  await subscribe(w.ctx, { email: 'ops@example.org' })
  await ask(hook, 'ops@example.org')
  expect(await mails()).toBe(1)
})

test('the first to ask has a week; nobody takes an address over, or has many owners written to with it', async () => {
  await ask(hook, 'ops@example.org')
  for (const other of ['a', 'b', 'c']) await ask(hook, `${other}@example.net`)
  expect(await mails()).toBe(1)
  w.clock.advance(day)
  await ask(hook, 'a@example.net')
  await ask(hook, 'ops@example.org')
  expect([await mails(), (await all())[0]?.ownerAddress]).toEqual([2, 'ops@example.org'])
  w.clock.advance(8 * day)
  await forgetUnconfirmed(w.ctx)
  expect(await all()).toEqual([])
  await ask(hook, 'a@example.net')
  expect((await all())[0]?.ownerAddress).toBe('a@example.net')
})

test('an endpoint that is told already stays as it is', async () => {
  const options = { kind: 'webhook', url: hook, owner: 'ops@example.org', attested: true } as const
  await addEndpoint(w.as('ada'), options, undefined, outside)
  const before = await all()
  await ask(hook, 'evil@example.net')
  await ask(hook, 'ops@example.org')
  expect(await all()).toEqual(before)
  expect(await mails()).toBe(0)
})

test('who left, and asks anew, begins anew: no link from before confirms it', async () => {
  await ask(hook, 'ops@example.org')
  await w.ctx.db.write('urgent', (tx) => tx.update(subscribers).set({ state: 'unsubscribed' }))
  w.clock.advance(8 * day)
  await ask(hook, 'new@example.org')
  expect(await all()).toMatchObject([{ state: 'pending', ownerAddress: 'new@example.org', epoch: 1 }])
})

test('what is wrong is said; whether it is known is not', async () => {
  await expect(ask('https://localhost/x', 'ops@example.org')).resolves.toBeUndefined()
  const inside: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  const nowhere: Resolve = async () => []
  const refusal = async (resolve: Resolve) => {
    const input = { kind: 'webhook', url: 'https://intranet.example/', owner: 'ops@example.org' } as const
    return askEndpoint(w.ctx, input, resolve).catch(({ fields }) => fields)
  }
  expect(await refusal(inside)).toEqual(await refusal(nowhere))
  expect(await refusal(inside)).toEqual({ url: expect.stringContaining('cannot be found') })
  await expect(ask(hook, 'not an address')).rejects.toMatchObject({ fields: { owner: expect.any(String) } })
})
