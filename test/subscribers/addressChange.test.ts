import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailedToken } from '../../api/context/tokens.ts'
import { askAddressChange } from '../../api/subscribers/askAddressChange.ts'
import { askLink } from '../../api/subscribers/askLink.ts'
import { confirmAddressChange } from '../../api/subscribers/confirmAddressChange.ts'
import { confirmSubscription } from '../../api/subscribers/confirmSubscription.ts'
import { forgetMe } from '../../api/subscribers/forgetMe.ts'
import { forgetUnconfirmed } from '../../api/subscribers/forgetUnconfirmed.ts'
import { askAgain } from '../../api/subscribers/lists/askAgain.ts'
import { askAllAgain } from '../../api/subscribers/lists/askAllAgain.ts'
import { turnOf } from '../../api/subscribers/ofToken.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { unsubscribe } from '../../api/subscribers/unsubscribe.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

const day = 86_400_000
let w: World
let id: number
beforeEach(async () => {
  w = await world()
  id = await w.subscriber('old@example.org', { only: [w.components.search], language: 'de' })
})
afterEach(() => w.close())

test('asked, confirmed by the new address, and every old link is dead', async () => {
  const [manage, leave] = [tokenOf('manage'), tokenOf('leave')]
  await ask('New@Example.org')
  expect(await told()).toEqual([id])
  expect(await row()).toMatchObject({ address: 'old@example.org', newAddress: 'New@example.org' })
  const confirm = await addressToken()
  await confirmAddressChange(w.ctx, { token: confirm })
  expect(await row()).toMatchObject({
    address: 'New@example.org',
    addressKey: 'new@example.org',
    newAddress: null,
    newAddressKey: null,
    epoch: 1,
    state: 'active',
    everything: false,
    language: 'de',
  })
  await expect(unsubscribe(w.ctx, { token: leave })).rejects.toMatchObject({ slug: 'link-not-valid' })
  await expect(ask('third@example.org', manage)).rejects.toMatchObject({ slug: 'link-not-valid' })
  await expect(confirmAddressChange(w.ctx, { token: confirm })).rejects.toMatchObject({ slug: 'link-not-valid' })
  expect((await w.ctx.db.client.execute('select count(*) as n from subscribers')).rows).toEqual([{ n: 1 }])
})

test('a link confirms the address to which it was mailed, and never another', async () => {
  await ask('mine@example.org')
  const mine = await addressToken()
  w.clock.advance(day)
  await ask('yours@example.org')
  await expect(confirmAddressChange(w.ctx, { token: mine })).rejects.toMatchObject({ slug: 'link-not-valid' })
  expect(await row()).toMatchObject({ address: 'old@example.org' })
})

test('the links of other purposes confirm nothing', async () => {
  await ask('new@example.org')
  for (const purpose of ['manage', 'leave', 'confirm'] as const)
    await expect(confirmAddressChange(w.ctx, { token: tokenOf(purpose) })).rejects.toMatchObject({
      slug: 'link-not-valid',
    })
})

test('an address that follows by itself is mailed like any other, and not overtaken', async () => {
  const other = await w.subscriber('other@example.org')
  await ask('other@example.org')
  expect(await told()).toEqual([id])
  await expect(confirmAddressChange(w.ctx, { token: await addressToken() })).rejects.toMatchObject({
    slug: 'already-subscribed',
  })
  expect(await subscriberOf(w.ctx, 'other@example.org')).toMatchObject({ id: other, state: 'active' })
})

test('who left under the new address earlier makes room', async () => {
  const left = await w.subscriber('new@example.org', { state: 'unsubscribed' })
  await ask('new@example.org')
  await confirmAddressChange(w.ctx, { token: await addressToken() })
  expect(await subscriberOf(w.ctx, 'new@example.org')).toMatchObject({ id, state: 'active' })
  const { rows } = await w.ctx.db.client.execute("select subject from events where kind = 'subscriber.forgotten'")
  expect(rows).toEqual([{ subject: String(left) }])
})

test('one mail in 24 hours and three in a week to a new address, whoever asks and whatever they delete', async () => {
  const asking = [id, await w.subscriber('two@example.org'), await w.subscriber('three@example.org')]
  for (const [n, one] of asking.entries()) {
    const token = mailedToken(w.ctx.keys, 'manage', one, 0)
    await ask(n ? `victim+${n}@example.org` : 'victim@example.org', token)
    await ask('elsewhere@example.org', token)
    await forgetMe(w.ctx, { token })
  }
  await subscribe(w.ctx, { email: 'victim@example.org' })
  await askLink(w.ctx, { email: 'victim@example.org' })
  // One mail to the victim, one elsewhere.
  expect(await told()).toEqual([id, id])
  w.clock.advance(day)
  await subscribe(w.ctx, { email: 'victim@example.org' })
  expect(await told()).toHaveLength(3)
})

test('a new address that nobody confirms is forgotten after 7 days, and its link is dead', async () => {
  await ask('new@example.org')
  const token = await addressToken()
  w.clock.advance(7 * day + 1)
  await forgetUnconfirmed(w.as('clock'))
  expect(await subscriberOf(w.ctx, 'new@example.org')).toBeUndefined()
  await expect(confirmAddressChange(w.ctx, { token })).rejects.toMatchObject({ slug: 'link-not-valid' })
})

test('whoever manages the list cannot have a new address asked for a subscription that nobody wanted', async () => {
  await ask('new@example.org')
  w.clock.advance(2 * day)
  const row = await subscriberOf(w.ctx, 'new@example.org')
  expect(await askAllAgain(w.as('ada'))).toMatchObject({ asked: 0, left: 0 })
  await expect(askAgain(w.as('ada'), { id: String(row?.id) })).rejects.toMatchObject({ slug: 'nothing-asked' })
  expect(await told()).toEqual([id])
})

test('an address that could not be reached is put right by a new one; who left stays away', async () => {
  await w.ctx.db.client.execute("update subscribers set state = 'suppressed', failures = 3")
  await ask('new@example.org')
  await confirmAddressChange(w.ctx, { token: await addressToken() })
  expect(await row()).toMatchObject({ state: 'active', failures: 0, suppressedFor: null })

  w.clock.advance(8 * day)
  await ask('newer@example.org', mailedToken(w.ctx.keys, 'manage', id, 1))
  const token = await addressToken()
  await unsubscribe(w.ctx, { token: mailedToken(w.ctx.keys, 'leave', id, 1) })
  await expect(confirmAddressChange(w.ctx, { token })).rejects.toMatchObject({ slug: 'subscription-ended' })
})

test.each([
  ['nonsense', 'not a mail address'],
  ['OLD@example.org', 'write to already'],
  ['', 'An address is needed.'],
])('%j is refused with a sentence', async (email, sentence) => {
  await expect(ask(email)).rejects.toThrow(sentence)
  expect(await told()).toEqual([])
})

test('asking for the link mails whoever follows, and nobody else', async () => {
  await w.subscriber('paused@example.org', { state: 'paused' })
  await w.subscriber('gone@example.org', { state: 'suppressed' })
  await w.subscriber('left@example.org', { state: 'unsubscribed' })
  await w.subscriber('asked@example.org', { state: 'pending' })
  for (const name of ['old', 'old', 'paused', 'gone', 'left', 'asked', 'unknown', 'old+variant'])
    await askLink(w.ctx, { email: `${name}@example.org` })
  expect(await told('subscriber.linkAsked')).toEqual([id, id + 1, id + 2])
  expect((await subscriberOf(w.ctx, 'paused@example.org'))?.state).toBe('paused')
  await expect(askLink(w.ctx, { email: 'sam' })).rejects.toMatchObject({ kind: 'invalid' })
})

test('a subscriber who subscribes again gets the link to their own page, and keeps what they chose', async () => {
  await subscribe(w.ctx, { email: 'old@example.org', language: 'fr', floor: 'major' })
  expect(await told('subscriber.linkAsked')).toEqual([id])
  expect(await row()).toMatchObject({ state: 'active', everything: false, language: 'de', floor: 'all' })
})

test('what is chosen while subscribing is what is heard after confirming', async () => {
  await subscribe(w.ctx, {
    email: 'lead@example.org',
    kinds: ['postmortems', 'promises'],
    language: 'ja',
    floor: 'major',
  })
  const asked = await subscriberOf(w.ctx, 'lead@example.org')
  await confirmSubscription(w.ctx, { token: mailedToken(w.ctx.keys, 'confirm', asked?.id ?? 0, 0) })
  expect(await subscriberOf(w.ctx, 'lead@example.org')).toMatchObject({
    state: 'active',
    hearsIncidents: false,
    hearsMaintenance: false,
    hearsPostmortems: true,
    hearsPromises: true,
    language: 'ja',
    floor: 'major',
  })
})

const tokenOf = (purpose: 'manage' | 'leave' | 'confirm') => mailedToken(w.ctx.keys, purpose, id, 0)

const ask = (email: string, token = tokenOf('manage')) => askAddressChange(w.ctx, { token, email })

async function row() {
  const found = await w.ctx.db.read.query.subscribers.findFirst({ where: (one, { eq }) => eq(one.id, id) })
  if (!found) throw new Error('the subscriber is gone')
  return found
}

/** What the mail to the new address links to. */
async function addressToken(): Promise<string> {
  return mailedToken(w.ctx.keys, 'address', id, turnOf(await row(), 'address'))
}

/** The subscribers who were to be mailed, in order. */
async function told(kind = '%'): Promise<number[]> {
  const sql = { sql: "select subject from events where tell = 'subscriber' and kind like ? order by id", args: [kind] }
  return (await w.ctx.db.client.execute(sql)).rows.map(({ subject }) => Number(subject))
}
