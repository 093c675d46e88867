import { afterEach, beforeEach, expect, test } from 'vitest'
import { returnPath } from '../../api/delivery/verp.ts'
import { bounceStage } from './bounceStage.ts'
import { dsn } from './returned.ts'

let s: Awaited<ReturnType<typeof bounceStage>>
beforeEach(async () => {
  s = await bounceStage()
})
afterEach(() => s.close())

test('nobody there: the mail has bounced, the address is in quarantine, and the counters say so', async () => {
  expect(await s.take(dsn({ to: s.path() }))).toEqual({ noted: 1, ignored: 0 })
  expect(await s.ledger()).toEqual(['bounced'])
  expect(await s.counts()).toEqual({ sent: 0, bounced: 1, failed: 0, suppressed: 0 })
  expect(await s.sam()).toMatchObject({
    state: 'suppressed',
    suppressedFor: '550 5.1.1 <…>: Recipient address rejected: User unknown in virtual mailbox table',
  })
  expect(await s.logged()).toEqual(['subscriber.bounced', 'subscriber.suppressed'])
  expect(await s.rows("select id from events where kind like 'subscriber.%' and tell <> 'nobody'")).toEqual([])
  expect(JSON.stringify(await s.rows('select * from events'))).not.toContain('sam@example.org')
})

test('the same bounce again, and a bounce of a mail long forgotten, change nothing', async () => {
  await s.take(dsn({ to: s.path() }))
  expect(await s.take(dsn({ to: s.path() }))).toEqual({ noted: 0, ignored: 1 })
  expect(await s.counts()).toEqual({ sent: 0, bounced: 1, failed: 0, suppressed: 0 })
  expect(await s.logged()).toHaveLength(2)
  await s.w.ctx.db.client.execute('delete from deliveries')
  expect(await s.take(dsn({ to: s.path() }))).toEqual({ noted: 0, ignored: 1 })
})

test('other reasons suppress after three events in a row, though a server took each of the mails first', async () => {
  const refused = { status: '5.7.1', diagnostic: 'smtp; 550 5.7.1 Policy' }
  await s.take(dsn({ to: s.path(1), ...refused }))
  await s.news()
  await s.take(dsn({ to: s.path(2), ...refused }))
  expect(await s.sam()).toMatchObject({ state: 'active', failures: 2 })
  await s.news()
  expect(await s.sam()).toMatchObject({ state: 'active', failures: 2 })
  await s.take(dsn({ to: s.path(3), ...refused }))
  expect(await s.sam()).toMatchObject({ state: 'suppressed', suppressedFor: '550 5.7.1 Policy' })
  expect(await s.ledger()).toEqual(['bounced', 'bounced', 'bounced'])
})

test('a mail that does not come back begins anew', async () => {
  const refused = { status: '5.2.1', diagnostic: 'smtp; 550 5.2.1 Disabled' }
  await s.take(dsn({ to: s.path(1), ...refused }))
  await s.news()
  await s.news()
  expect(await s.sam()).toMatchObject({ failures: 0 })
})

const said: [status: string, diagnostic: string, action: string, state: string, failures: number][] = [
  ['5.1.1', 'smtp; 550 5.1.1 No such user', 'failed', 'suppressed', 0],
  ['5.1.1', 'smtp; 550 No such user', 'Failed', 'suppressed', 0],
  ['5.0.0', 'smtp; 550 5.1.1 No such user', 'failed', 'suppressed', 0],
  ['5.0.0', 'smtp; 550 User unknown', 'failed', 'suppressed', 0],
  ['5.1.2', 'dns; Host or domain name not found', 'failed', 'suppressed', 0],
  ['5.1.10', 'smtp; 556 5.1.10 Null MX', 'failed', 'suppressed', 0],
  ['5.1.8', 'smtp; 550 5.1.8 Bad address system', 'failed', 'active', 0],
  ['5.1.1', 'smtp; 550 5.1.1 Blocked: your IP sends spam', 'failed', 'active', 0],
  ['5.7.26', 'smtp; 550 5.7.26 Unauthenticated mail', 'failed', 'active', 0],
  ['5.2.2', 'smtp; 552 5.2.2 Mailbox full', 'failed', 'active', 1],
  ['5.0.0', 'smtp; 554 Go away', 'failed', 'active', 1],
  ['4.4.1', 'X-Postfix; connect to mx.example.org: Connection timed out', 'failed', 'active', 1],
]
test.each(said)(
  '%s %s (%s) leaves the subscriber %s with %s failures',
  async (status, diagnostic, action, state, failures) => {
    await s.take(dsn({ to: s.path(), status, diagnostic, action }))
    expect(await s.sam()).toMatchObject({ state, failures })
    expect(await s.ledger()).toEqual(['bounced'])
  },
)

test('a delay is noted for who asks, and no more', async () => {
  const late = { status: '4.4.1', action: 'delayed', diagnostic: 'smtp; 451 4.4.1 No answer from <sam@example.org>' }
  expect(await s.take(dsn({ to: s.path(), ...late }))).toEqual({ noted: 1, ignored: 0 })
  expect(await s.rows('select state, outcome from deliveries')).toEqual([
    { state: 'sent', outcome: 'delayed: 451 4.4.1 No answer from <…>' },
  ])
  expect(await s.sam()).toMatchObject({ state: 'active', failures: 0 })
  expect(await s.logged()).toEqual([])
})

test.each(['delivered', 'relayed', 'expanded'])('a mail that was %s needs nothing', async (action) => {
  expect(await s.take(dsn({ to: s.path(), status: '2.0.0', action }))).toEqual({ noted: 0, ignored: 0 })
})

test('a forged return path does nothing', async () => {
  for (const forged of [s.path().replace('+1-', '+2-'), s.path().replace(/-.{16}@/, `-${'0'.repeat(16)}@`)])
    expect(await s.take(dsn({ to: forged }))).toEqual({ noted: 0, ignored: 1 })
  expect(await s.sam()).toMatchObject({ state: 'active' })
  expect(await s.ledger()).toEqual(['sent'])
})

test('a mail that is being sent at this moment is to be reported again', async () => {
  await s.w.ctx.db.client.execute("update deliveries set state = 'leased'")
  await expect(s.take(dsn({ to: s.path() }))).rejects.toMatchObject({ kind: 'busy' })
  expect(await s.logged()).toEqual([])
})

test('who left stays away; a pause does not keep from quarantine', async () => {
  await s.w.ctx.db.client.execute("update subscribers set state = 'unsubscribed'")
  await s.take(dsn({ to: s.path() }))
  expect(await s.sam()).toMatchObject({ state: 'unsubscribed' })
  await s.w.ctx.db.client.execute("update subscribers set state = 'paused'")
  await s.sentAgain()
  await s.take(dsn({ to: s.path() }))
  expect(await s.sam()).toMatchObject({ state: 'suppressed' })
})

test('a mail to the owner of an endpoint that comes back leaves the endpoint alone', async () => {
  await s.w.ctx.db.client.execute("update subscribers set channel = 'webhook', owner_address = 'ops@example.org'")
  await s.take(dsn({ to: returnPath(s.w.ctx, { id: 1 }, 'ops@example.org'), reader: 'ops@example.org' }))
  expect(await s.rows('select state, failures from subscribers')).toEqual([{ state: 'active', failures: 0 }])
  expect(await s.ledger()).toEqual(['bounced'])
})
