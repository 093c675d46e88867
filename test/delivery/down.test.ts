import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startRelay } from '../../api/delivery/relay.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { freePort } from '../setup/server.ts'
import { smtpSink } from '../sinks/smtp.ts'
import { world } from '../world.ts'

const people = 60

test('a mail server that is down costs a probe now and then; when it is back everybody is told once', async () => {
  const port = await freePort()
  const w = await world({ config: { smtpUrl: `smtp://127.0.0.1:${port}`, mailConnections: 4 } })
  await w.subscribers(people)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  const relay = startRelay(w.ctx, { alone: true })
  const leased = async () => {
    const { rows } = await w.ctx.db.client.execute("select count(*) as n from deliveries where state = 'leased'")
    return Number(rows[0]?.n)
  }
  const said = (message: string) => w.logged.filter((line) => line.message.startsWith(message)).length
  while (said('the server fails') === 0) await sleep(5)

  // An hour of it, from probe to probe.
  const probes = []
  for (let until = w.clock.now().getTime() + 3_600_000; w.clock.now().getTime() < until; ) {
    const next = relay.ages().pausedUntil as Date
    probes.push(next)
    w.clock.set(next.toISOString())
    relay.wake()
    while (relay.ages().pausedUntil?.getTime() === next.getTime()) await sleep(1)
    // What was not tried is given back before the clock goes on, or its lease would seem to have been slept through.
    while ((await leased()) > 0) await sleep(1)
  }
  expect(probes.length).toBeLessThan(130)
  const { rows } = await w.ctx.db.client.execute(
    "select sum(attempts) as tries, count(*) as n from deliveries where state <> 'sent'",
  )
  expect(rows[0]?.n).toBe(people)
  expect(Number(rows[0]?.tries)).toBeLessThan(140)

  const sink = await smtpSink({}, port)
  while (sink.received.length < people) {
    w.clock.advance(1000)
    relay.wake()
    await sleep(10)
  }
  await relay.stop()
  expect(said('the server takes mail again')).toBe(1)
  expect(relay.ages().pausedUntil).toBeUndefined()
  expect(new Set(sink.received.map(({ to }) => to[0])).size).toBe(people)
  expect(sink.received).toHaveLength(people)
  const { rows: counts } = await w.ctx.db.client.execute('select waiting, sent, failed from fan_outs')
  expect(counts).toEqual([{ waiting: 0, sent: people, failed: 0 }])
  await sink.close()
  await w.close()
}, 60_000)
