import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addComponent } from '../../api/components/addComponent.ts'
import type { Context } from '../../api/context/context.ts'
import { type Found, findSubscribers, type Wanted } from '../../api/reads/findSubscribers.ts'
import { readSubscribers } from '../../api/reads/manageSubscribers.ts'
import { whyUnreachable } from '../../api/reads/whyUnreachable.ts'
import * as schema from '../../db/schema.ts'
import { type World, world } from '../world.ts'

let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const find = (wanted: Partial<Wanted>): Promise<Found> => findSubscribers(w.ctx, { limit: 50, ...wanted })
const names = async (wanted: Partial<Wanted>) => (await find(wanted)).rows.map(({ address }) => address.split('@')[0])

describe('finds, newest first,', () => {
  beforeEach(async () => {
    await w.subscriber('adsam@example.org')
    await w.subscriber('Sam@example.org', { only: [w.components.checkout] })
    await w.subscriber('sam.two@example.org', { state: 'unsubscribed' })
    await w.subscriber('kim@xn--bcher-kva.example', { only: [w.components.search] })
    await w.subscriber('sealed', { channel: 'webhook', host: 'hooks.sample.org', addressKey: 'sam' })
  })

  test.each<[string, Partial<Wanted>, string[]]>([
    ['everybody', {}, ['sealed', 'kim', 'sam.two', 'Sam', 'adsam']],
    ['a state', { state: 'unsubscribed' }, ['sam.two']],
    ['a channel', { channel: 'webhook' }, ['sealed']],
    ['both', { state: 'active', channel: 'email' }, ['kim', 'Sam', 'adsam']],
    ['part of an address, or of a host', { words: ' SAM ' }, ['sealed', 'sam.two', 'Sam', 'adsam']],
    ['never by the key of an endpoint', { words: 'sam', channel: 'webhook', state: 'active' }, ['sealed']],
    ['what begins like this', { words: 'sam@' }, ['Sam']],
    ['a whole address', { words: 'Sam@Example.org' }, ['Sam']],
    ['part of a domain', { words: '@example' }, ['sam.two', 'Sam', 'adsam']],
    ['letters as their owners write them', { words: 'bücher' }, ['kim']],
    ['part and state', { words: 'sam', state: 'active', channel: 'email' }, ['Sam', 'adsam']],
    ['nothing special in % and _', { words: '%_' }, []],
    ['whoever hears of a component', { component: 'checkout0000' }, ['sealed', 'sam.two', 'Sam', 'adsam']],
  ])('%s', async (_, wanted, expected) => {
    expect(await names(wanted)).toEqual(expected)
  })

  test('whoever follows the group of a component', async () => {
    const group = await addComponent(w.as('ada'), { name: 'Shop', isGroup: true } as never)
    await w.ctx.db.write('urgent', (tx) =>
      tx.run(sql`update components set group_id = ${group} where id = ${w.components.payments}`),
    )
    await w.subscriber('pat@example.org', { only: [group] })
    expect(await names({ component: w.components.payments, words: 'pat' })).toEqual(['pat'])
    expect(await names({ component: w.components.search, words: 'pat' })).toEqual([])
  })
})

test('pages follow one another without a gap, whatever is searched', async () => {
  await w.subscribers(130)
  for (const wanted of [{}, { state: 'active' }, { words: 'reader' }, { component: w.components.search }] as const) {
    const seen: number[] = []
    let before: number | undefined
    do {
      const { rows, next } = await find({ ...wanted, before })
      seen.push(...rows.map(({ id }) => id))
      before = next
    } while (before !== undefined)
    expect(seen).toEqual(Array.from({ length: 130 }, (_, n) => 130 - n))
  }
})

describe('of a hundred thousand', () => {
  let many: World
  beforeAll(async () => {
    many = await world()
    await many.subscribers(100_000)
    await many.subscriber('needle@elsewhere.example', { state: 'suppressed' })
    await many.ctx.db.write('urgent', (tx) => tx.run(sql`update subscribers set everything = 0 where id % 20000 <> 7`))
  }, 60_000)
  afterAll(() => many.close())

  test.each<[string, Partial<Wanted>, number]>([
    ['all', {}, 50],
    ['a state', { state: 'active' }, 50],
    ['a rare state', { state: 'suppressed' }, 1],
    ['a beginning', { words: 'reader77777@' }, 1],
    ['a beginning that many have', { words: 'reader1@e', state: 'active' }, 1],
    ['a rare part', { words: 'der7777', state: 'active' }, 11],
    ['a part that nobody has', { words: 'zzz' }, 0],
    ['a part that all have, and a component that few hear of', { words: 'reader', component: 'search000000' }, 5],
  ])('%s is found, and no query holds the thread', async (_, wanted, count) => {
    const { timing } = many.ctx.db
    Object.assign(timing, { longest: 0 })
    expect((await findSubscribers(many.ctx, { limit: 50, ...wanted })).rows).toHaveLength(count)
    // 50 ms on a quiet machine.
    expect(timing.longest).toBeLessThan(200)
  })
})

describe('each look at the list goes along an index, and sorts nothing large:', () => {
  test.each<[string, Partial<Wanted>, RegExp]>([
    ['all', {}, /^SEARCH subscribers USING INTEGER PRIMARY KEY|^SCAN subscribers$/],
    ['a state', { state: 'suppressed' }, /INDEX subscribers_to_list \(state=\?/],
    ['its next page', { state: 'active', before: 9 }, /INDEX subscribers_to_list \(state=\? AND id</],
    ['a channel too', { state: 'active', channel: 'email' }, /INDEX subscribers_to_walk \(channel=\? AND state=\?/],
    ['a part', { state: 'active', words: 'sam' }, /INDEX subscribers_to_list \(state=\?/],
    ['a component', { state: 'active', component: 'search000000' }, /INDEX subscribers_to_list \(state=\?/],
    ['a beginning', { state: 'active', words: 'sam@x' }, /INDEX subscribers_by_address \(channel=\? AND address_key>/],
  ])('%s', async (_, wanted, way) => {
    const plans = await plansOf((ctx) => findSubscribers(ctx, { limit: 50, ...wanted }))
    expect(plans.filter((step) => /subscribers\b/.test(step)).join('\n')).toMatch(way)
    // Of a beginning at most a few thousand are sorted.
    if (!wanted.words?.includes('@')) expect(plans.join('\n')).not.toContain('B-TREE')
    expect(plans.filter((step) => step.startsWith('SCAN subscribers') && wanted.state)).toEqual([])
  })

  test('and the counts read small rows only', async () => {
    const plans = await plansOf((ctx) => readSubscribers({ ...ctx, actor: w.as('ada').actor }, { state: 'active' }))
    expect(plans.filter((step) => /SCAN subscribers/.test(step) && !/COVERING INDEX/.test(step))).toEqual([])
  })
})

async function plansOf(look: (ctx: Context) => Promise<unknown>): Promise<string[]> {
  const asked: { query: string; params: unknown[] }[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) }
  await look({ ...w.ctx, db: { ...w.ctx.db, read: drizzle(w.ctx.db.client, { schema, logger }) } })
  const steps: string[] = []
  for (const { query, params } of asked.filter(({ query }) => /from .?subscribers/.test(query))) {
    const { rows } = await w.ctx.db.client.execute({ sql: `explain query plan ${query}`, args: params as string[] })
    steps.push(...rows.map(({ detail }) => String(detail)))
  }
  return steps
}

test.each([
  ['550 5.1.1 <…>: Recipient address rejected', 'There is no such mailbox.'],
  ['556 5.1.10 null MX', 'The domain takes no mail.'],
  ['552 5.2.2 over quota', 'The mailbox is full, time after time.'],
  ['550 5.7.1 blocked by policy', 'Its server refuses our mail, time after time.'],
  ['451 4.7.1 greylisted', 'It could not be delivered in time, time after time.'],
  ['554 no', 'Its server refuses what we send, time after time.'],
  ['410 Gone', 'The endpoint says that it is gone for good.'],
  ['', 'It could not be reached, time after time.'],
])('%s is said as: %s', (answer, sentence) => {
  expect(whyUnreachable(answer)).toBe(sentence)
})
