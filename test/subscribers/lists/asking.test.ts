import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expandNext, openFanOuts } from '../../../api/delivery/fanOut.ts'
import { lease } from '../../../api/delivery/lease.ts'
import { newPace } from '../../../api/delivery/pace.ts'
import { openIncident } from '../../../api/incidents/openIncident.ts'
import { subscribe } from '../../../api/subscribers/subscribe.ts'
import { importing } from './importing.ts'

let w: Awaited<ReturnType<typeof importing>>
beforeEach(async () => {
  w = await importing()
})
afterEach(() => w.close())

describe('a list of people who are to be asked', () => {
  test('sends each a mail to confirm, and tells them nothing before', async () => {
    const report = await w.take('sam@example.org\nkim@example.org', { attested: false })
    expect(report).toMatchObject({ added: 2, asked: 2 })
    expect(await w.list()).toMatchObject([
      { state: 'pending', confirmedAt: null, asks: [w.clock.now().getTime()] },
      { state: 'pending', confirmedAt: null, asks: [w.clock.now().getTime()] },
    ])
    await w.deliverAll()
    expect(
      w
        .mailbox()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['kim@example.org', 'sam@example.org'])
    expect(w.mailbox()[0]?.text).toContain('/subscription/')
  })

  test('spares a mailbox that was asked today, under any of its names', async () => {
    await subscribe(w.as('stranger'), { email: 'sam+news@example.org' })
    const report = await w.take('sam@example.org\nsam+shop@example.org\nkim@example.org\nsam@other.example', {
      attested: false,
    })
    expect(report).toMatchObject({ added: 4, asked: 2 })
    await w.deliverAll()
    expect(
      w
        .mailbox()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['kim@example.org', 'sam+news@example.org', 'sam@other.example'])
    const again = await w.take('sam+more@example.org\nkim+x@example.org', { attested: false })
    expect(again).toMatchObject({ added: 2, asked: 0 })
  })
})

test('what is said to the list, and whoever asks by themselves, passes those who are asked by the hundred', async () => {
  const reader = await w.subscriber('reader@example.org')
  await w.take('sam@example.org\nkim@example.org', { attested: false })
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await subscribe(w.as('stranger'), { email: 'new@example.org' })
  w.clock.advance(60_000)
  const pace = newPace({ first: 10, least: 10, most: 10, aim: 15 })
  await openFanOuts(w.ctx)
  while ((await expandNext(w.ctx, pace)) !== undefined);
  const order = (await lease(w.ctx, 'email', 'me', 10)).map(({ recipientId }) => recipientId)
  const [, sam, kim, asker] = (await w.list()).map(({ id }) => id)
  expect(order).toEqual([asker, reader, kim, sam])
})
