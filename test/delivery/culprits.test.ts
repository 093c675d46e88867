import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { newCulprits } from '../../api/delivery/culprits.ts'
import { startRelay } from '../../api/delivery/relay.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { hostileServer } from '../sinks/hostile.ts'
import { world } from '../world.ts'

const hour = 3_600_000
const down = { kind: 'down', answer: 'closed', midway: true } as const
const sent = { kind: 'sent', answer: '250' } as const

test('a mail that breaks each connection while others pass is put off, and given up like any other', async () => {
  const sink = await hostileServer({ cutAfter: (address) => (address === 'reader7@example.org' ? 700 : undefined) })
  const w = await world({ config: { smtpUrl: sink.url, mailConnections: 1 } })
  await w.subscribers(20)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  const began = w.clock.now()
  const relay = startRelay(w.ctx, { alone: true })
  const row = async () => {
    const sql = `select d.state, d.attempts, d.next_try_at as next from deliveries d
      join subscribers s on s.id = d.recipient_id where s.address = 'reader7@example.org'`
    const [found] = (await w.ctx.db.client.execute(sql)).rows
    return found as unknown as { state: string; attempts: number; next: number | null } | undefined
  }
  /** Waits for what comes of the next attempt. */
  const after = async (attempts: number) => {
    for (;;) {
      const now = await row()
      if (now && now.attempts > attempts && now.state !== 'leased' && now.state !== 'waiting') return now
      relay.wake()
      await sleep(2)
    }
  }
  /** The clock goes on when nothing is held: otherwise it would seem that leases were slept through. */
  const settled = async () => {
    const held = "select count(*) as n from deliveries where state = 'leased'"
    while (Number((await w.ctx.db.client.execute(held)).rows[0]?.n) > 0) await sleep(2)
  }
  const pauses: number[] = []
  let tried = await after(0)
  while (tried.state === 'retrying' && +w.clock.now() - +began < 60 * hour) {
    pauses.push(((tried.next ?? 0) - +w.clock.now()) / 60_000)
    await settled()
    w.clock.set(new Date(tried.next ?? 0).toISOString())
    tried = await after(tried.attempts)
  }
  await relay.stop()
  // Two minutes at most while the server was blamed; then the pauses of a mail that is put off.
  expect(Math.max(...pauses.slice(0, 4))).toBeLessThan(2.5)
  expect(pauses[4]).toBeGreaterThan(6)
  expect(Math.max(...pauses)).toBeGreaterThan(45)
  expect(tried.state).toBe('failed')
  expect((+w.clock.now() - +began) / hour).toBeGreaterThanOrEqual(48)
  expect(new Set(sink.accepted.map(({ to }) => to)).size).toBe(19)
  expect(sink.accepted).toHaveLength(19)
  const { rows: counts } = await w.ctx.db.client.execute('select waiting, sent, failed from fan_outs')
  expect(counts).toEqual([{ waiting: 0, sent: 19, failed: 1 }])
  await sink.close()
  await w.close()
}, 60_000)

test('the server is to blame while nobody else passes, and while it takes no connection at all', () => {
  const alone = newCulprits()
  alone.judge({ id: 1 }, sent)
  for (let n = 0; n < 9; n++) expect(alone.judge({ id: 2 }, down).kind).toBe('down')
  alone.judge({ id: 3 }, sent)
  expect(alone.judge({ id: 2 }, down).kind).toBe('later')

  const closed = newCulprits()
  for (let n = 0; n < 9; n++) {
    expect(closed.judge({ id: 2 }, { kind: 'down', answer: 'refused' }).kind).toBe('down')
    closed.judge({ id: 3 }, sent)
  }
})

test('five in a row are meant: once through, and it begins anew', () => {
  const culprits = newCulprits()
  const four = () => {
    for (let n = 0; n < 4; n++) expect(culprits.judge({ id: 2 }, down).kind).toBe('down')
    culprits.judge({ id: 3 }, sent)
  }
  four()
  expect(culprits.judge({ id: 2 }, sent)).toEqual(sent)
  four()
  expect(culprits.judge({ id: 2 }, down).kind).toBe('later')
})
