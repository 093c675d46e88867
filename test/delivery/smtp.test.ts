import { afterEach, expect, test } from 'vitest'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { changeIncident } from '../../api/incidents/changeIncident.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { type Manners, type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

test('an incident is one conversation: same subject, one root, constant names', async () => {
  const { w, sink, deliver } = await stage()
  await w.subscriber('sam@example.org')
  await w.subscriber('kim@example.org')
  const incidentId = await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await deliver()
  await changeIncident(w.as('mara'), { incidentId, name: 'Checkout fails for some' })
  await postUpdate(w.as('mara'), { incidentId, status: 'identified', body: 'Found.' })
  await deliver()
  w.clock.advance(53 * 60_000)
  await resolveIncident(w.as('mara'), { incidentId, body: 'Mended.' })
  await deliver()

  const [first, second, third] = await sink.read('sam@example.org')
  expect([first?.subject, second?.subject, third?.subject]).toEqual(Array(3).fill('Checkout fails'))
  expect([second?.inReplyTo, third?.inReplyTo]).toEqual([first?.messageId, first?.messageId])
  expect([second?.references, third?.references]).toEqual([first?.messageId, first?.messageId])
  expect(first?.inReplyTo).toBeUndefined()
  expect(new Set([first, second, third].map((mail) => mail?.messageId)).size).toBe(3)
  const [others] = await sink.read('kim@example.org')
  expect(others?.messageId).not.toBe(first?.messageId)
  expect(first?.messageId).toMatch(/^<[\w-]{22}@status\.harbour\.example>$/)
  expect(first?.text).toMatch(/^Investigating: Checkout fails/)
  expect(third?.text).toMatch(/^Resolved: Checkout fails for some\n\nResolved · after 53 min/)
})

test('a mail to a list can be left with one click and answers no robot', async () => {
  const { w, sink, deliver } = await stage()
  await w.subscriber('sam@example.org')
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await deliver()
  const [mail] = await sink.read('sam@example.org')
  const header = (key: string) => mail?.headers.filter((one) => one.key === key).map((one) => one.value)
  expect(header('list-unsubscribe')).toEqual([
    expect.stringMatching(/^<https:\/\/status\.harbour\.example\/unsubscribe\/1-[\w-]{22}>$/),
  ])
  expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
  expect(header('list-id')).toEqual(['"Harbour Books Status" <status.harbour.example>'])
  expect(header('auto-submitted')).toEqual(['auto-generated'])
  expect(header('precedence')).toEqual(['bulk'])
  expect(header('date')).toHaveLength(1)
  expect(mail?.from).toEqual({ name: 'Harbour Books Status', address: 'status@status.harbour.example' })
  expect(mail?.html).toContain('https://status.harbour.example/unsubscribe/1-')
  expect(mail?.html).not.toMatch(/<img|<script|src=/i)
  expect(sink.received[0]).toMatchObject({ from: 'status@status.harbour.example', to: ['sam@example.org'] })
})

const breaks = ['\r\n', '\n', '\r', '\u0000', '\u000b', '\u0085', '\u2028', '\u2029', '%0d%0a', '\\r\\n']
const hostile = breaks.map((sign) => `Pay${sign}Bcc: eve@example.org${sign}${sign}<b>hello`)
const names = [
  ...hostile,
  '=?utf-8?q?=0D=0ABcc:_eve@example.org?=',
  '"eve@example.org", <eve@example.org>',
  '注文が通りません 🚢',
]

test.each(names)('the name %j ends no header and adds no reader', async (name) => {
  const { w, sink, deliver } = await stage()
  await w.subscriber('sam@example.org')
  await w.ctx.db.client.execute({ sql: 'update page set name = ?', args: [name] })
  await openIncident(w.as('mara'), { name: 'Calm', body: 'Body.' })
  await w.ctx.db.client.execute({ sql: 'update incidents set name = ?', args: [name] })
  await deliver()

  expect(sink.received.map(({ to }) => to)).toEqual([['sam@example.org']])
  const [mail] = await sink.read('sam@example.org')
  for (const key of ['subject', 'to', 'from', 'list-id', 'message-id'])
    expect(mail?.headers.filter((one) => one.key === key)).toHaveLength(1)
  expect(mail?.headers.map(({ key }) => key)).not.toContain('bcc')
  expect(mail?.to).toEqual([{ name: '', address: 'sam@example.org' }])
  expect(mail?.from?.address).toBe('status@status.harbour.example')
  expect(mail?.text).toContain('Body.')
})

test('4xx comes again, 5.1.1 suppresses the address, other 5xx only fails; the others are not held up', async () => {
  let greylisted = true
  const rcpt = (address: string) => {
    if (address === 'grey@example.org' && greylisted) return '451 4.7.1 Come back later'
    if (address === 'gone@example.org') return '550 5.1.1 <gone@example.org> nobody here'
    return address === 'policy@example.org' ? '554 5.7.1 Not wanted' : undefined
  }
  const { w, sink, deliver } = await stage({ rcpt })
  for (const name of ['grey', 'gone', 'policy', 'sam']) await w.subscriber(`${name}@example.org`)
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await deliver()
  expect(await statesIn(w)).toEqual({ grey: 'retrying', gone: 'suppressed', policy: 'failed', sam: 'sent' })
  expect(
    (await w.ctx.db.client.execute("select outcome from deliveries where state = 'suppressed'")).rows[0]?.outcome,
  ).toBe('550 5.1.1 <…> nobody here')
  expect((await w.ctx.db.client.execute("select address from subscribers where state <> 'active'")).rows).toEqual([
    { address: 'gone@example.org' },
  ])
  expect(await countsIn(w)).toEqual({ waiting: 1, sent: 1, failed: 1, suppressed: 1, skipped: 0, retried: 1 })

  greylisted = false
  w.clock.advance(40_000)
  await deliver()
  expect(await statesIn(w)).toMatchObject({ grey: 'sent' })
  expect(sink.received.map(({ to }) => to[0]).sort()).toEqual(['grey@example.org', 'sam@example.org'])
  expect(await countsIn(w)).toEqual({ waiting: 0, sent: 2, failed: 1, suppressed: 1, skipped: 0, retried: 1 })
})

test('what is put off for two days is given up, and counted', async () => {
  const { w, deliver } = await stage({ data: () => '451 4.3.0 Full' })
  await w.subscriber('sam@example.org')
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  for (let hours = 0; hours < 48; hours += 12) {
    await deliver()
    expect(await statesIn(w)).toEqual({ sam: 'retrying' })
    w.clock.advance(12 * 3_600_000)
  }
  await deliver()
  expect(await statesIn(w)).toEqual({ sam: 'failed' })
  expect(await countsIn(w)).toMatchObject({ waiting: 0, failed: 1, retried: 4 })
})

test('an answer that got lost costs one more copy, under the same name', async () => {
  const lost = new Set<string>()
  const loseAnswer = (address: string) =>
    address === 'sam@example.org' && !lost.has(address) && Boolean(lost.add(address))
  const { w, sink, deliver } = await stage({ loseAnswer })
  await w.subscriber('sam@example.org')
  await w.subscriber('kim@example.org')
  await openIncident(w.as('mara'), { name: 'Checkout fails', body: 'We look into it.' })
  await deliver()
  w.clock.advance(150_000)
  await deliver()
  const copies = await sink.read('sam@example.org')
  expect(copies).toHaveLength(2)
  expect(copies[0]?.messageId).toBe(copies[1]?.messageId)
  expect(await sink.read('kim@example.org')).toHaveLength(1)
})

async function stage(manners: Manners = {}): Promise<{ w: World; sink: Sink; deliver(): Promise<void> }> {
  const sink = await smtpSink(manners)
  const w = await world({ config: { smtpUrl: sink.url, mailConnections: 3 } })
  open.push(sink, w)
  return { w, sink, deliver: () => w.deliverAll(smtpTransport(w.ctx.config)) }
}

async function statesIn(w: World): Promise<Record<string, unknown>> {
  const { rows } = await w.ctx.db.client.execute(
    'select address, deliveries.state from deliveries join subscribers on subscribers.id = recipient_id',
  )
  return Object.fromEntries(rows.map(({ address, state }) => [String(address).split('@')[0], state]))
}

async function countsIn(w: World) {
  const { rows } = await w.ctx.db.client.execute(
    'select waiting, sent, failed, suppressed, skipped, retried from fan_outs',
  )
  return rows[0]
}
