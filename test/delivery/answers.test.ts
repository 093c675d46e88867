import { afterEach, expect, test } from 'vitest'
import { readKeys } from '../../api/context/keys.ts'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { returnPath } from '../../api/delivery/verp.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { typing } from '../cli/typing.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'
import { abuseReport, dsn, vacation } from './returned.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

test('holiday notices, bounces and complaints to every address of ours cause no mail', async () => {
  const sink = await smtpSink()
  const config = { smtpUrl: sink.url, bounceAddress: 'bounces@status.harbour.example' }
  const w = await world({ config })
  open.push(sink, w)
  const deliver = () => w.deliverAll(smtpTransport(w.ctx.config))
  await w.subscriber('sam@example.org')
  await w.subscriber('sealed', { channel: 'webhook', ownerAddress: 'ops@example.org', state: 'paused' })
  await subscribe(w.ctx, { email: 'kim@example.org' })
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await deliver()
  expect(sink.received.map(({ to }) => to[0]).sort()).toEqual(['kim@example.org', 'sam@example.org'])

  const ours = await addressesIn(sink, w)
  expect(ours).toContain('status@status.harbour.example')
  const before = sink.received.length
  for (const address of ours)
    for (const mail of [
      ...[vacation(address), vacation(address, 'kim@example.org'), vacation(address, address)],
      ...[dsn({ to: address }), dsn({ to: address, reader: address, status: '5.7.1' }), abuseReport(address)],
    ]) {
      const { code, complained } = await typing(
        w,
        { BOUNCE_ADDRESS: config.bounceAddress },
        mail,
      )(...['bounce', '--recipient', address])
      expect([code, complained]).toEqual([0, []])
      await deliver()
    }
  expect(sink.received.slice(before)).toEqual([])
  const changed = "select state from subscribers where channel = 'email' order by id"
  expect((await w.ctx.db.client.execute(changed)).rows).toEqual([{ state: 'unsubscribed' }, { state: 'unsubscribed' }])
  const told = "select kind from events where tell <> 'nobody' and kind <> 'subscriber.asked'"
  expect((await w.ctx.db.client.execute(told)).rows).toEqual([{ kind: 'incident.opened' }])
})

/** Every address that one of our mails names as ours, and every return path that one could have had. */
async function addressesIn(sink: Sink, w: World): Promise<string[]> {
  const { bounceAddress = '', mailFrom } = w.ctx.config
  const found = new Set([bounceAddress, mailFrom])
  for (const { from, raw, to } of sink.received) {
    found.add(from)
    for (const [address] of (raw.split('\r\n\r\n')[0] ?? '').matchAll(/[^\s<>"=,;:]+@[^\s<>",;]+/g))
      if (!to.includes(address)) found.add(address)
  }
  const readers = ['sam@example.org', 'kim@example.org', 'ops@example.org']
  // Made with the key of whoever types.
  const ctx = { ...w.ctx, keys: readKeys({ ...w.ctx.config, secretKey: 'k'.repeat(40) }) }
  for (const id of [1, 2, 3]) for (const reader of readers) found.add(returnPath(ctx, { id }, reader))
  return [...found]
}
