import { drizzle } from 'drizzle-orm/libsql'
import { expect, test } from 'vitest'
import type { Context } from '../../api/context/context.ts'
import { mailSchedule } from '../../api/delivery/backoff.ts'
import { expandNext, openFanOuts } from '../../api/delivery/fanOut.ts'
import { freeAll, giveBack, lease, renew } from '../../api/delivery/lease.ts'
import { newPace } from '../../api/delivery/pace.ts'
import { newRecipients } from '../../api/delivery/recipients.ts'
import { settle } from '../../api/delivery/settle.ts'
import { noteOutcomes } from '../../api/delivery/undeliverable.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { forgetUnconfirmed } from '../../api/subscribers/forgetUnconfirmed.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import * as schema from '../../db/schema.ts'
import { type World, world } from '../world.ts'

const large = /(SCAN|SEARCH) (deliveries|events|subscribers|fan_outs|updates|idempotency_keys)\b/
/** An index by channel, or by channel and state, that goes no further: all of them. */
const whole = /INDEX subscribers_to_(walk|count) \((channel=\?( AND state=\?)?|state=\?( AND channel=\?)?)\)/
/** Holds only what is leased right now. */
const small = /INDEX deliveries_leased/

const mail = { kind: 'email', schedule: mailSchedule } as const

test('no statement of delivery and subscribing walks a large table, or sorts it', async () => {
  const w = await world()
  await w.subscribers(10)
  await w.subscriber('left@example.org', { only: [w.components.checkout] })
  const { ctx, asked } = listening(w)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await workOff(ctx)
  const plans = await plansOf(w, asked)
  expect(
    plans.filter(({ steps }) => steps.some((step) => step.startsWith('SCAN') && large.test(step) && !small.test(step))),
  ).toEqual([])
  // The first of them is found at once.
  const walks = plans.filter(({ query }) => !query.endsWith('limit 1'))
  expect(walks.filter(({ steps }) => steps.some((step) => whole.test(step)))).toEqual([])
  expect(plans.filter(({ steps }) => steps.some((step) => step.includes('TEMP B-TREE')))).toEqual([])
  const used = plans.flatMap(({ steps }) => steps).join('\n')
  for (const index of ['waiting', 'retrying', 'leased']) expect(used).toContain(`INDEX deliveries_${index}`)
  for (const index of ['subscribers_to_walk', 'subscribers_by_address', 'events_to_tell', 'fan_outs_open'])
    expect(used).toContain(`INDEX ${index}`)
  await w.close()
})

type Asked = { query: string; params: unknown[] }

/** The same context, whose statements are written down. */
function listening(w: World): { ctx: Context; asked: Asked[] } {
  const asked: Asked[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => void asked.push({ query, params }) }
  const orm = drizzle(w.ctx.db.client, { schema, logger })
  const db = {
    ...w.ctx.db,
    read: orm,
    write: <T>(_: unknown, work: (tx: never) => Promise<T>) => orm.transaction(work as never) as Promise<T>,
  }
  return { ctx: { ...w.ctx, db }, asked }
}

async function workOff(ctx: Context) {
  const pace = newPace({ first: 4, least: 4, most: 4, aim: 15 })
  await openFanOuts(ctx)
  while ((await expandNext(ctx, pace)) !== undefined);
  const [first, second, third, fourth] = await lease(ctx, 'email', 'me', 4)
  if (!first || !second || !third || !fourth) throw new Error('Four were waiting.')
  await renew(ctx, 'email', 'me', [first.id, second.id])
  await settle(ctx, mail, [
    { delivery: first, outcome: { kind: 'sent', answer: '250' } },
    { delivery: second, outcome: { kind: 'later', answer: '451' } },
  ])
  await noteOutcomes(ctx, [
    { delivery: first, outcome: { kind: 'sent', answer: '250' }, state: 'sent' },
    { delivery: third, outcome: { kind: 'refused', answer: '554 no' }, state: 'failed' },
  ])
  await newRecipients(ctx).prepare([first, second])
  await giveBack(ctx, 'me', [third])
  await freeAll(ctx)
  await subscribe(ctx, { email: 'sam@example.org' })
  await forgetUnconfirmed(ctx)
}

async function plansOf(w: World, asked: Asked[]): Promise<{ query: string; steps: string[] }[]> {
  const plans = []
  for (const { query, params } of asked) {
    const { rows } = await w.ctx.db.client.execute({ sql: `explain query plan ${query}`, args: params as string[] })
    plans.push({ query, steps: rows.map(({ detail }) => String(detail)) })
  }
  return plans
}
