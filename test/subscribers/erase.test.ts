import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetUnconfirmed } from '../../api/subscribers/forgetUnconfirmed.ts'
import { removeSubscriber } from '../../api/subscribers/removeSubscriber.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { subscriberImportParts, subscriberImports, subscribers } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const importOf = async (...addresses: string[]) => {
  const errors = [
    { line: 1, sentence: '“sam@example.org” stands there twice.' },
    { line: 2, sentence: 'oh@example.org: no such component.' },
  ]
  const row = { id: 'import', actor: 'person:x', name: 'list.csv', attested: true, dryRun: false, lines: 9 }
  const rows = JSON.stringify(addresses.map((address, n) => ({ line: n + 3, address, key: address.toLowerCase() })))
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.insert(subscriberImports).values({ ...row, errors, startedAt: w.clock.now() })
    await tx.insert(subscriberImportParts).values({ importId: 'import', number: 1, lines: addresses.length, rows })
  })
  return async () => {
    const [part] = await w.ctx.db.read.select().from(subscriberImportParts)
    const [one] = await w.ctx.db.read.select().from(subscriberImports)
    const left = JSON.parse(part?.rows ?? '[]').map((left: { address: string }) => left.address)
    return { left, errors: one?.errors.map(({ line }) => line) }
  }
}

test('whoever is deleted is taken off a list on its way in, and nobody else', async () => {
  const id = await w.subscriber('sam@example.org')
  const others = ['xsam@example.org', 'sam@example.org.uk', 'sam+1@example.org', 'kim@example.org']
  const read = await importOf(...others, 'Sam@Example.org')
  await removeSubscriber(w.as('ada'), { id: String(id) })
  expect(await read()).toEqual({ left: others, errors: [2] })
})

test('an address in another alphabet is found in either spelling', async () => {
  const id = await w.subscriber('sam@xn--bcher-kva.example')
  const read = await importOf('SAM@bücher.example', 'kim@bücher.example', 'sam@xn--bcher-kva.example')
  await removeSubscriber(w.as('ada'), { id: String(id) })
  expect((await read()).left).toEqual(['kim@bücher.example'])
})

test('endpoints of the deleted go on without an owner, and a wish to take their address ends', async () => {
  const id = await w.subscriber('sam@example.org')
  const newAddress = {
    newAddress: 'sam@example.org',
    newAddressKey: 'sam@example.org',
    newAddressAskedAt: w.clock.now(),
  }
  await w.subscriber('kim@example.org', newAddress)
  await w.subscriber('sealed', { channel: 'webhook', host: 'hooks.example', ownerAddress: 'Sam@example.org' })
  await w.subscriber('other', { channel: 'webhook', host: 'hooks.example', ownerAddress: 'kim@example.org' })
  await removeSubscriber(w.as('ada'), { id: String(id) })
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toMatchObject({ newAddress: null, newAddressKey: null })
  expect(await subscriberOf(w.ctx, 'sealed')).toMatchObject({ ownerAddress: null, state: 'active' })
  expect(await subscriberOf(w.ctx, 'other')).toMatchObject({ ownerAddress: 'kim@example.org' })
})

test('a stranger who types an address that is not theirs takes nothing away by not confirming', async () => {
  await w.subscriber('sealed', { channel: 'webhook', host: 'hooks.example', ownerAddress: 'ops@example.org' })
  await subscribe(w.ctx, { email: 'ops@example.org' })
  w.clock.advance(8 * 86_400_000)
  expect(await forgetUnconfirmed(w.as('clock'))).toBe(1)
  expect(await w.ctx.db.read.select().from(subscribers)).toMatchObject([{ ownerAddress: 'ops@example.org' }])
})
