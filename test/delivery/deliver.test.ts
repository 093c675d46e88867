import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailSchedule } from '../../api/delivery/backoff.ts'
import type { Channel } from '../../api/delivery/channel.ts'
import { startDeliverer } from '../../api/delivery/deliver.ts'
import { type World, world } from '../world.ts'
import { steps, until } from './steps.ts'

let w: World
const { open, expand, rows } = steps(() => w)
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const plain: Channel = {
  kind: 'email',
  schedule: mailSchedule,
  connections: 4,
  send: async () => ({ kind: 'sent', answer: '250' }),
  close: async () => {},
}

test('when its readers cannot be looked at in one go, a handful is sent all the same', async () => {
  await w.subscribers(30)
  await expand(await open())
  let looks = 0
  const prepare = async () => {
    if (looks++ === 0) throw new Error('the disk is slow')
  }
  const deliverer = startDeliverer(w.ctx, { ...plain, prepare })
  await until(async () => (await rows("select 1 from deliveries where state <> 'sent'")).length === 0)
  await deliverer.stop()
  expect(w.logged.filter(({ level }) => level === 'error')).toHaveLength(1)
})

test('what follows from results may fail; the results stand', async () => {
  await w.subscribers(30)
  await expand(await open())
  const recorded = () => Promise.reject(new Error('the disk is slow'))
  const deliverer = startDeliverer(w.ctx, { ...plain, recorded })
  await until(async () => (await rows("select 1 from deliveries where state <> 'sent'")).length === 0)
  await deliverer.stop()
  expect(await rows('select waiting, sent from fan_outs')).toEqual([{ waiting: 0, sent: 30 }])
})
