import { afterEach, expect, test } from 'vitest'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscriberOf } from '../followers.ts'
import { smtpSink } from '../sinks/smtp.ts'
import { world } from '../world.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A mail server that answers sam so, event after event; kim gets hers. */
async function stage(answers: (string | undefined)[]) {
  let event = -1
  const sink = await smtpSink({ rcpt: (address) => (address === 'sam@example.org' ? answers[event] : undefined) })
  const w = await world({ config: { smtpUrl: sink.url } })
  open.push(sink, w)
  for (const name of ['sam', 'kim']) await w.subscriber(`${name}@example.org`)
  while (++event < answers.length) {
    await openIncident(w.as('mara'), { name: `Incident ${event}`, body: 'Looking.' })
    await w.deliverAll(smtpTransport(w.ctx.config))
  }
  expect(await subscriberOf(w.ctx, 'kim@example.org')).toMatchObject({ state: 'active', failures: 0 })
  return { sam: await subscriberOf(w.ctx, 'sam@example.org') }
}

const policy = '554 5.7.1 Not wanted'

test('policy fails two events, and the third in a row ends in quarantine', async () => {
  expect((await stage([policy, policy])).sam).toMatchObject({ state: 'active', failures: 2 })
  expect((await stage([policy, policy, policy])).sam).toMatchObject({ state: 'suppressed', suppressedFor: policy })
})

test('one success in between begins anew', async () => {
  expect((await stage([policy, policy, undefined, policy, policy])).sam).toMatchObject({ state: 'active', failures: 2 })
})

test('who is refused because of us is never to blame', async () => {
  const listed = '550 5.7.1 Service unavailable; client blocked using zen.spamhaus.org'
  expect((await stage([listed, listed, listed, listed])).sam).toMatchObject({ state: 'active', failures: 0 })
})

test('nobody there ends in quarantine at once, without the address in the reason', async () => {
  expect((await stage(['550 5.1.1 <sam@example.org> user sam unknown'])).sam).toMatchObject({
    state: 'suppressed',
    suppressedFor: '550 5.1.1 <…> user … unknown',
  })
})
