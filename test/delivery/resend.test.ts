import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Transport } from '../../api/delivery/email.ts'
import { resendFailed } from '../../api/delivery/resendFailed.ts'
import { countResendable } from '../../api/reads/resendable.ts'
import { removeSubscriber } from '../../api/subscribers/removeSubscriber.ts'
import { type World, world } from '../world.ts'
import { steps } from './steps.ts'

let w: World
const { open, rows } = steps(() => w)
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

/** A server that refuses some for good, says of others that nobody is there, and puts the rest off. */
const choosy = (manners: { refused?: RegExp; gone?: RegExp; later?: RegExp }): Transport => ({
  ...w.transport,
  async send(mail) {
    if (manners.refused?.test(mail.to)) return { kind: 'refused', answer: '554 5.7.1 no' }
    if (manners.gone?.test(mail.to)) return { kind: 'gone', answer: '550 5.1.1 nobody' }
    if (manners.later?.test(mail.to)) return { kind: 'later', answer: '451 later' }
    return w.transport.send(mail)
  },
})

const counters = async () =>
  (await rows('select waiting, sent, failed, suppressed, bounced, skipped from fan_outs order by event_id'))[0]
const ledger = async () => {
  const all = await rows('select state, count(*) as n from deliveries group by state')
  return Object.fromEntries(all.map(({ state, n }) => [state, n]))
}

test('exactly those who were not reached are told again, once, and the counters stay true', async () => {
  await w.subscribers(6)
  const eventId = await open()
  await w.deliverAll(choosy({ refused: /reader[12]@/ }))
  expect(await counters()).toMatchObject({ waiting: 0, sent: 4, failed: 2 })
  expect(await countResendable(w.ctx, eventId)).toBe(2)
  expect(await resendFailed(w.as('mara'), { version: 1 })).toBe('2')
  expect(await counters()).toMatchObject({ waiting: 2, sent: 4, failed: 0 })
  expect(await rows("select attempts, settled_at from deliveries where state = 'waiting'")).toEqual([
    { attempts: 0, settled_at: null },
    { attempts: 0, settled_at: null },
  ])
  await w.deliverAll()
  expect(await counters()).toMatchObject({ waiting: 0, sent: 6, failed: 0 })
  expect(await ledger()).toEqual({ sent: 6 })
  expect(w.mailbox()).toHaveLength(6)
  expect(w.mailbox('reader1@example.org')).toHaveLength(1)
  expect(await rows("select kind, subject, audience, after from events where kind = 'deliveries.resent'")).toEqual([
    { kind: 'deliveries.resent', subject: '1', audience: 'internal', after: '{"count":2}' },
  ])
})

test('a mail that is sent again has the Message-ID of its first attempt', async () => {
  await w.subscriber('sam@example.org')
  await open()
  const seen: string[] = []
  const noting = (answer: 'refused' | 'sent'): Transport => ({
    ...w.transport,
    send: async (mail) => {
      seen.push(mail.messageId)
      return { kind: answer, answer }
    },
  })
  await w.deliverAll(noting('refused'))
  await resendFailed(w.as('mara'), { version: 1 })
  await w.deliverAll(noting('sent'))
  expect(seen).toHaveLength(2)
  expect(new Set(seen).size).toBe(1)
})

test('whoever was given up is told again only after they came back; who left or was deleted never', async () => {
  const back = await w.subscriber('back@example.org')
  const gone = await w.subscriber('gone@example.org')
  const left = await w.subscriber('left@example.org')
  const deleted = await w.subscriber('deleted@example.org')
  const eventId = await open()
  await w.deliverAll(choosy({ gone: /back|gone/, refused: /left|deleted/ }))
  await w.ctx.db.write('urgent', (tx) => tx.run(`update subscribers set state = 'active' where id = ${back}`))
  await w.ctx.db.write('urgent', (tx) => tx.run(`update subscribers set state = 'unsubscribed' where id = ${left}`))
  await removeSubscriber(w.as('ada'), { id: String(deleted) })
  expect(await counters()).toMatchObject({ failed: 2, suppressed: 2 })
  expect(await countResendable(w.ctx, eventId)).toBe(1)
  await resendFailed(w.as('mara'), { version: 1 })
  expect(await counters()).toMatchObject({ waiting: 1, failed: 2, suppressed: 1 })
  await w.deliverAll()
  expect(w.mailbox().map(({ to }) => to)).toEqual(['back@example.org'])
  await expect(resendFailed(w.as('mara'), { version: 1 })).rejects.toMatchObject({ slug: 'nothing-to-resend' })
  expect((await rows(`select state from subscribers where id = ${gone}`))[0]).toEqual({ state: 'suppressed' })
})

test('what came back is told again too', async () => {
  await w.subscriber('sam@example.org')
  await open()
  await w.deliverAll()
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.run("update deliveries set state = 'bounced', outcome = 'mailbox full'")
    await tx.run('update fan_outs set bounced = 1, sent = 0')
  })
  expect(await resendFailed(w.as('mara'), { version: 1 })).toBe('1')
  expect(await counters()).toMatchObject({ waiting: 1, bounced: 0, sent: 0 })
})

test('patience counts anew from then: what is put off is not given up two days after the post', async () => {
  await w.subscriber('sam@example.org')
  await open()
  await w.deliverAll(choosy({ refused: /./ }))
  w.clock.advance(10 * 86_400_000)
  await resendFailed(w.as('mara'), { version: 1 })
  await w.deliverAll(choosy({ later: /./ }))
  expect(await ledger()).toEqual({ retrying: 1 })
  w.clock.advance(47 * 3_600_000)
  await w.deliverAll(choosy({ later: /./ }))
  expect(await ledger()).toEqual({ retrying: 1 })
  w.clock.advance(2 * 3_600_000)
  await w.deliverAll(choosy({ later: /./ }))
  expect(await ledger()).toEqual({ failed: 1 })
  expect(await counters()).toMatchObject({ waiting: 0, failed: 1 })
})

test('a double click sends once, and the log has it once', async () => {
  await w.subscriber('sam@example.org')
  await open()
  await w.deliverAll(choosy({ refused: /./ }))
  const key = { route: 'POST /resend', key: 'one', bodyHash: 'same' }
  const both = await Promise.all([
    resendFailed(w.as('mara'), { version: 1 }, key),
    resendFailed(w.as('mara'), { version: 1 }, key),
  ])
  expect(both).toEqual(['1', '1'])
  await w.deliverAll()
  expect(w.mailbox()).toHaveLength(1)
  expect(await rows("select 1 from events where kind = 'deliveries.resent'")).toHaveLength(1)
})

test('thousands go back in chunks, no call is long, and nobody is forgotten', async () => {
  await w.subscribers(5200)
  const eventId = await open()
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.run(`insert into deliveries (event_id, channel, recipient_kind, recipient_id, rank, state, attempts)
      select ${eventId}, 'email', 'subscriber', id, 1, case when id % 2 = 0 then 'failed' else 'suppressed' end, 3 from subscribers`)
    await tx.run(
      `insert into fan_outs (event_id, channel, expanded_at, failed, suppressed) values (${eventId}, 'email', 1, 2600, 2600)`,
    )
  })
  expect(await resendFailed(w.as('mara'), { version: 1 })).toBe('5200')
  expect(await counters()).toMatchObject({ waiting: 5200, failed: 0, suppressed: 0 })
  expect(await ledger()).toEqual({ waiting: 5200 })
})

test('it takes a manager, a message, and details that are still there', async () => {
  await w.subscriber('sam@example.org')
  await open()
  await expect(resendFailed(w.as('vic'), { version: 1 })).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(resendFailed(w.as('mara'), { version: 99 })).rejects.toMatchObject({ kind: 'missing' })
  await expect(resendFailed(w.as('mara'), { version: 1 })).rejects.toMatchObject({ slug: 'nothing-to-resend' })
  await w.deliverAll(choosy({ refused: /./ }))
  await w.ctx.db.write('urgent', (tx) => tx.run('update fan_outs set folded_at = 1'))
  await expect(resendFailed(w.as('mara'), { version: 1 })).rejects.toMatchObject({ slug: 'details-folded' })
})
