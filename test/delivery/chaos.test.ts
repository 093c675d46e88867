import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { Context } from '../../api/context/context.ts'
import type { Transport } from '../../api/delivery/email.ts'
import { startRelay } from '../../api/delivery/relay.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { type World, world } from '../world.ts'
import { type Dice, newDice } from './simulator/dice.ts'

// The whole relay, not its parts: two of them on one database that fails now and then, before a mail server that does.
const people = 150
let w: World
afterEach(() => w.close())

test.each([1, 2, 3, 4, 5, 6])(
  'whatever fails now and then, everybody is told once (seed %i)',
  async (seed) => {
    const dice = newDice(seed)
    w = await world()
    await w.subscribers(people)
    const told = new Map<string, number>()
    let lost = 0
    const transport: Transport = {
      connections: dice.between(1, 6),
      close: async () => {},
      async send({ to }) {
        await sleep(dice.between(0, 4))
        const fate = dice.weighed({ accept: 20, lose: 1, later: 1, down: 1, burst: 1 })
        if (fate === 'burst') throw new Error('an error of our own')
        if (fate === 'later' || fate === 'down') return { kind: fate, answer: `451 ${fate}` }
        told.set(to, (told.get(to) ?? 0) + 1)
        if (fate === 'lose') lost++
        return fate === 'lose' ? { kind: 'down', answer: 'closed' } : { kind: 'sent', answer: '250' }
      },
    }
    const ctx = failing(w.ctx, dice)
    const relays = [1, 2].map(() => startRelay(ctx, { transport, alone: false }))
    for (const name of ['Checkout fails', 'Search fails']) await openIncident(w.as('mara'), { name, body: 'We look.' })
    const left = async () =>
      Number((await rows('select coalesce(sum(waiting), 0) as n from fan_outs where expanded_at is not null'))[0]?.n)
    const open = async () =>
      Number((await rows('select count(*) as n from fan_outs where expanded_at is not null'))[0]?.n)
    for (let rounds = 0; (await open()) < 2 || (await left()) > 0; rounds++) {
      if (rounds > 1500) throw new Error(`It does not end: ${JSON.stringify(await rows(stuck))}`)
      await sleep(10)
      // Time flies while nobody holds anything.
      if ((await rows("select 1 from deliveries where state = 'leased'")).length === 0) w.clock.advance(5000)
      for (const relay of relays) relay.wake()
    }
    for (const relay of relays) await relay.stop()
    const mails = [...told.values()].reduce((sum, count) => sum + count, 0)
    expect(told.size).toBe(people)
    expect(Math.min(...told.values())).toBeGreaterThanOrEqual(2)
    expect(mails).toBe(2 * people + lost)
    expect(await rows('select sum(sent) as sent, sum(failed) as failed from fan_outs')).toEqual([
      { sent: 2 * people, failed: 0 },
    ])
    expect(await rows("select 1 from subscribers where state <> 'active' or failures > 0")).toEqual([])
  },
  60_000,
)

const rows = async (sql: string) => (await w.ctx.db.client.execute(sql)).rows.map((row) => ({ ...row }))
const stuck = 'select state, lease_owner, outcome, count(*) as n from deliveries group by 1, 2, 3'

/** The same database, of which one call in twenty fails before anything happened. */
function failing(ctx: Context, dice: Dice): Context {
  const fail = () => dice.chance(0.05) && Promise.reject(new Error('the disk is slow'))
  const { db } = ctx
  const read = new Proxy(db.read, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name !== 'all') return value
      return (...args: unknown[]) => fail() || Reflect.apply(value as () => unknown, target, args)
    },
  })
  const write: Context['db']['write'] = (urgency, work) => fail() || db.write(urgency, work)
  return { ...ctx, db: { ...db, read, write } }
}
