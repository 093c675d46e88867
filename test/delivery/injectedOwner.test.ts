import { afterEach, beforeEach, expect, test } from 'vitest'
import { Problem } from '../../api/context/problems.ts'
import { mailedToken } from '../../api/context/tokens.ts'
import { smtpTransport } from '../../api/delivery/smtp.ts'
import { askAddressChange } from '../../api/subscribers/askAddressChange.ts'
import { askEndpoint } from '../../api/subscribers/endpoints/askEndpoint.ts'
import { importPart } from '../../api/subscribers/lists/importSome.ts'
import { startImport } from '../../api/subscribers/lists/startImport.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'
import { type World, world } from '../world.ts'
import { hostileAddresses, inAscii, possibleMeaning, strictHeaders } from './injection.ts'

let w: World
let sink: Sink
beforeEach(async () => {
  sink = await smtpSink()
  w = await world({ config: { smtpUrl: sink.url, mailConnections: 2, webhookNetworks: ['127.0.0.0/8'] } })
})
afterEach(async () => {
  await sink.close()
  await w.close()
})

test('a list that is brought in asks exactly the addresses that stand in it', async () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  // A file with NUL in it is refused whole.
  const typed = hostileAddresses.filter((text) => !text.includes('\u0000'))
  const csv = ['email', ...typed.map(quoted)].join('\r\n')
  const began = performance.now()
  const id = await startImport(w.as('ada'), { csv, attested: false })
  while (await importPart(w.as('clock'), id));
  expect(performance.now() - began).toBeLessThan(2000)
  const { rows } = await w.ctx.db.client.execute('select address from subscribers')
  const kept = rows.map(({ address }) => String(address))
  expect(kept.length).toBeGreaterThan(5)
  const may = new Set(typed.flatMap(possibleMeaning))
  expect(kept.filter((address) => !may.has(address))).toEqual([])
  await w.deliverAll(smtpTransport(w.ctx.config))
  for (const { to, raw } of sink.received.splice(0)) {
    const envelope = to.map(inAscii)
    expect(envelope).toHaveLength(1)
    expect(kept).toContain(envelope[0])
    expect(strictHeaders(raw).filter(({ name }) => name === 'to')).toEqual([{ name: 'to', value: envelope[0] }])
  }
})

test('the owner of an endpoint is asked at exactly the address that was typed', async () => {
  let asked = 0
  for (const owner of hostileAddresses) {
    const url = `https://127.0.0.1/${++asked}`
    const refused = await askEndpoint(w.ctx, { kind: 'webhook', url, owner }).catch((error) => error as Problem)
    if (refused) expect([owner, refused.kind]).toEqual([owner, 'invalid'])
    else expect(possibleMeaning(owner)).toHaveLength(1)
    await expectOnly(refused ? [] : possibleMeaning(owner))
  }
}, 60_000)

test('a change of address asks exactly the new address', async () => {
  let asked = 0
  for (const typed of hostileAddresses) {
    const id = await w.subscriber(`mover${++asked}@example.org`)
    const token = mailedToken(w.ctx.keys, 'manage', id, 0)
    const refused = await askAddressChange(w.ctx, { token, email: typed }).catch((error) => error as Problem)
    if (refused instanceof Problem) expect([typed, refused.kind]).toEqual([typed, 'invalid'])
    await expectOnly(refused instanceof Problem ? [] : possibleMeaning(typed))
  }
})

/** At most one mail, to this address and no other. */
async function expectOnly(addresses: string[]) {
  await w.deliverAll(smtpTransport(w.ctx.config))
  for (const { to, raw } of sink.received.splice(0)) {
    expect(to.map(inAscii)).toEqual(addresses)
    expect(strictHeaders(raw).filter(({ name }) => name === 'to')).toEqual([{ name: 'to', value: addresses[0] }])
  }
}
