import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { addSubscriber } from '../../api/subscribers/addSubscriber.ts'
import { confirmSubscription } from '../../api/subscribers/confirmSubscription.ts'
import { forgetUnconfirmed } from '../../api/subscribers/forgetUnconfirmed.ts'
import { removeSubscriber } from '../../api/subscribers/removeSubscriber.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { suppressSubscriber } from '../../api/subscribers/suppressSubscriber.ts'
import { unsubscribe } from '../../api/subscribers/unsubscribe.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

const day = 86_400_000
let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test('asked, confirmed, told, left, told no more', async () => {
  await ask('Sam@Example.org', w.components.checkout)
  await w.deliverAll()
  const confirm = linkIn('Sam@example.org', 'subscription')
  expect(w.mailbox('Sam@example.org')[0]?.text).toMatch(/About\s+Checkout/)
  await post()
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(1)

  await confirmSubscription(w.ctx, { token: confirm })
  await confirmSubscription(w.ctx, { token: confirm })
  await post()
  await w.deliverAll()
  expect(w.mailbox('Sam@example.org').map(({ subject }) => subject)).toEqual([
    'Confirm your subscription to Harbour Books',
    'Checkout fails',
  ])
  const leave = linkIn('Sam@example.org', 'unsubscribe')
  await unsubscribe(w.ctx, { token: leave })
  await unsubscribe(w.ctx, { token: leave })
  await post()
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(2)
  await expect(confirmSubscription(w.ctx, { token: confirm })).rejects.toMatchObject({ kind: 'conflict' })
  expect(await kinds()).toEqual(['subscriber.asked', 'subscriber.confirmed', 'subscriber.left'])
})

test('a token opens one door only, for one subscriber only', async () => {
  await ask('sam@example.org')
  await ask('kim@example.org')
  await w.deliverAll()
  const sam = linkIn('sam@example.org', 'subscription')
  const kim = linkIn('kim@example.org', 'subscription')
  const forged = [
    '',
    'x',
    sam.slice(0, -1),
    `${sam}a`,
    sam.replace(/^\w+/, kim.split('-')[0] ?? ''),
    `zzz-${sam.split('-')[1]}`,
    `${sam}\n`,
  ]
  for (const token of forged)
    await expect(confirmSubscription(w.ctx, { token })).rejects.toMatchObject({ slug: 'link-not-valid' })
  await expect(unsubscribe(w.ctx, { token: sam })).rejects.toMatchObject({ slug: 'link-not-valid' })
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('pending')
})

test('one confirmation mail in 24 hours and three in a week to a mailbox, all its variants together', async () => {
  const mails = async (...addresses: string[]) => {
    for (const address of addresses) await ask(address)
    await w.deliverAll()
    return w.mailbox().length
  }
  expect(
    await mails('sam@example.org', 'sam@example.org', 'SAM@example.org', 'sam+a@example.org', 'sam+b@example.org'),
  ).toBe(1)
  expect(await mails('samantha@example.org', 'sam@example.com')).toBe(3)
  w.clock.advance(day)
  expect(await mails('sam+c@example.org', 'sam@example.org')).toBe(4)
  w.clock.advance(day)
  expect(await mails('sam@example.org')).toBe(5)
  for (let days = 0; days < 4; days++) {
    w.clock.advance(day)
    expect(await mails('sam@example.org', 'sam+a@example.org')).toBe(5)
  }
  w.clock.advance(day)
  expect(await mails('sam@example.org')).toBe(6)
})

test('a second ask before the first is confirmed changes the choice; one after it mails the way to do that', async () => {
  await ask('sam@example.org', w.components.checkout)
  await ask('sam@example.org', w.components.search, w.components.search)
  await w.deliverAll()
  await confirmSubscription(w.ctx, { token: linkIn('sam@example.org', 'subscription') })
  w.clock.advance(2 * day)
  await ask('sam@example.org')
  await w.deliverAll()
  expect(w.mailbox().map(({ text }) => /\/(subscription|following)\//.exec(text)?.[1])).toEqual([
    'subscription',
    'following',
  ])
  expect(await choices()).toEqual([{ component_id: w.components.search }])
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ state: 'active', everything: false })
})

test('who left or was given up comes back by asking and confirming again', async () => {
  const id = await w.subscriber('sam@example.org')
  await suppressSubscriber(w.ctx, id, '550 5.1.1')
  await ask('sam@example.org')
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('pending')
  await w.deliverAll()
  await confirmSubscription(w.ctx, { token: linkIn('sam@example.org', 'subscription') })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ id, state: 'active', suppressedFor: null })
})

test.each([
  [{ email: '' }, 'email'],
  [{ email: 'sam' }, 'email'],
  [{ email: 'x'.repeat(400) }, 'email'],
  [{}, 'email'],
  [{ email: 7 }, 'email'],
  [{ email: 'sam@example.org', components: ['nosuch'] }, 'components'],
  [{ email: 'sam@example.org', components: 'checkout' }, 'components'],
])('%j is refused with a sentence', async (input, field) => {
  const refused = await subscribe(w.ctx, input as never).catch((error) => error)
  expect(refused).toMatchObject({ kind: 'invalid' })
  expect(Object.keys(refused.fields).map((path) => path.split('.')[0])).toEqual([field])
  expect(await kinds()).toEqual([])
})

test('an address that nobody confirms is forgotten after 7 days; every other stays', async () => {
  await ask('sam@example.org', w.components.checkout)
  await w.subscriber('kim@example.org')
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  await w.deliverAll()
  w.clock.advance(7 * day - 1)
  expect(await forgetUnconfirmed(w.as('clock'))).toBe(0)
  w.clock.advance(1)
  expect(await Promise.all([forgetUnconfirmed(w.as('clock')), forgetUnconfirmed(w.as('clock'))])).toContain(1)
  expect(await forgetUnconfirmed(w.as('clock'))).toBe(0)
  expect((await rows('select address from subscribers order by 1')).map(({ address }) => address)).toEqual([
    'kim@example.org',
    'left@example.org',
  ])
  expect(await choices()).toEqual([])
  await expect(confirmSubscription(w.ctx, { token: linkIn('sam@example.org', 'subscription') })).rejects.toThrow(
    'not valid',
  )
  expect(await kinds()).toEqual(['subscriber.asked', 'subscriber.forgotten'])
})

test('an administrator adds who agreed elsewhere, and deletes on request; others may not', async () => {
  const input = { email: 'sam@example.org', components: [w.components.search], attested: true as const }
  await expect(addSubscriber(w.as('mara'), input)).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(addSubscriber(w.as('ada'), { ...input, attested: false } as never)).rejects.toMatchObject({
    kind: 'invalid',
  })
  const id = await addSubscriber(w.as('ada'), input)
  await expect(addSubscriber(w.as('ada'), input)).rejects.toMatchObject({ kind: 'conflict' })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ state: 'active', everything: false })
  await expect(removeSubscriber(w.as('mara'), { id })).rejects.toMatchObject({ kind: 'forbidden' })
  await removeSubscriber(w.as('ada'), { id })
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toBeUndefined()
  await expect(removeSubscriber(w.as('ada'), { id })).rejects.toMatchObject({ kind: 'missing' })
  const { rows: log } = await w.ctx.db.client.execute('select * from events')
  expect(JSON.stringify(log)).not.toContain('sam@')
})

const ask = (email: string, ...components: string[]) => subscribe(w.ctx, { email, components })

const post = () =>
  openIncident(w.as('mara'), {
    name: 'Checkout fails',
    body: 'We look into it.',
    components: [{ id: w.components.checkout, state: 'major_outage' }],
  })

const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows

const kinds = async () =>
  (await rows("select kind from events where kind like 'subscriber.%' order by id")).map(({ kind }) => kind)

const choices = () => rows('select component_id from subscriber_components')

function linkIn(address: string, page: 'subscription' | 'unsubscribe'): string {
  const text = w.mailbox(address).at(-1)?.text ?? ''
  return new RegExp(`https://status\\.harbour\\.example/${page}/(\\S+)`).exec(text)?.[1] ?? ''
}
