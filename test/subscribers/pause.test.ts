import { afterEach, beforeEach, expect, test } from 'vitest'
import { startClock } from '../../api/clock.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { changeChoices } from '../../api/subscribers/changeChoices.ts'
import { pauseSubscription } from '../../api/subscribers/pauseSubscription.ts'
import { reactivate } from '../../api/subscribers/reactivate.ts'
import { resumeSubscription } from '../../api/subscribers/resumeSubscription.ts'
import { unsubscribe } from '../../api/subscribers/unsubscribe.ts'
import { due, events } from '../../db/schema.ts'
import { subscriberOf } from '../followers.ts'
import { type World, world } from '../world.ts'

const day = 86_400_000
let w: World
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

test.each([
  ['day', 1],
  ['week', 7],
  ['month', 30],
] as const)('a pause of a %s ends by itself; what was said meanwhile is not sent later', async (until, days) => {
  const token = await own('sam@example.org')
  await pauseSubscription(w.ctx, { token, until })
  await trouble(w.components.search, 'Search fails')
  await w.deliverAll()
  await tickAfter(days * day - 1)
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('paused')
  await tickAfter(1)
  expect(await subscriberOf(w.ctx, 'sam@example.org')).toMatchObject({ state: 'active', pausedUntil: null })
  await w.deliverAll()
  expect(w.mailbox()).toEqual([])
  await trouble(w.components.search, 'Search fails again')
  await w.deliverAll()
  expect(w.mailbox().map(({ subject }) => subject)).toEqual(['Search fails again'])
})

test('an open pause lasts until its subscriber ends it, and a later end takes the place of an earlier one', async () => {
  const token = await own('sam@example.org')
  await pauseSubscription(w.ctx, { token, until: 'day' })
  await pauseSubscription(w.ctx, { token, until: 'week' })
  await tickAfter(2 * day)
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('paused')
  await pauseSubscription(w.ctx, { token, until: 'open' })
  await tickAfter(100 * day)
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('paused')
  await resumeSubscription(w.ctx, { token })
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('active')
  await expect(resumeSubscription(w.ctx, { token })).rejects.toMatchObject({ slug: 'not-paused' })
})

test('what was due for a pause is ticked off when there is none any more, so that the clock does not come back to it', async () => {
  const id = await w.subscriber('sam@example.org')
  const token = tokenOf(id)
  await pauseSubscription(w.ctx, { token, until: 'day' })
  // As an administrator does it, who knows of no pause.
  await w.ctx.db.client.execute('delete from subscribers')
  await tickAfter(2 * day)
  expect((await w.ctx.db.read.select().from(due)).filter(({ kind, doneAt }) => kind !== 'day' && !doneAt)).toEqual([])
  expect(await kinds()).toEqual(['subscriber.paused'])
})

test('who leaves while paused stays away when the pause would have ended', async () => {
  const token = await own('sam@example.org')
  await pauseSubscription(w.ctx, { token, until: 'day' })
  await unsubscribe(w.ctx, { token, from: 'manage' })
  await tickAfter(2 * day)
  expect((await subscriberOf(w.ctx, 'sam@example.org'))?.state).toBe('unsubscribed')
  for (const act of [
    () => pauseSubscription(w.ctx, { token, until: 'day' }),
    () => resumeSubscription(w.ctx, { token }),
    () => reactivate(w.ctx, { token }),
    () => changeChoices(w.ctx, { token, everything: true, kinds: ['incidents'], floor: 'all', language: 'en' }),
  ])
    await expect(act()).rejects.toMatchObject({ slug: 'subscription-ended' })
})

const tokenOf = (id: number) => mailedToken(w.ctx.keys, 'manage', id, 0)

const own = async (address: string) => tokenOf(await w.subscriber(address))

const trouble = (id: string, name: string) =>
  openIncident(w.as('mara'), { name, body: 'We look into it.', components: [{ id, state: 'major_outage' }] })

const kinds = async () =>
  (await w.ctx.db.read.select().from(events)).map(({ kind }) => kind).filter((kind) => kind.startsWith('subscriber.'))

async function tickAfter(ms: number) {
  w.clock.advance(ms)
  const clock = startClock(w.ctx)
  await clock.tick()
  await clock.stop()
}
