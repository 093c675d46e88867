import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connection, openConnection } from '../../api/delivery/smtpConnection.ts'
import { type Sink, smtpSink } from '../sinks/smtp.ts'

let sink: Sink
let connection: Connection
beforeAll(async () => {
  sink = await smtpSink()
  const { port } = new URL(sink.url)
  connection = await openConnection({ host: '127.0.0.1', port: Number(port) })
})
afterAll(async () => {
  connection.close()
  await sink.close()
})

test.each([
  'Subject: x\r\n\r\nNo dot anywhere\r\n',
  'Subject: x\r\n\r\nNo line end at the end',
  'Subject: x\r\n\r\n.\r\n',
  'Subject: x\r\n\r\n.\r\nRCPT TO:<mallory@example.org>\r\n..\r\n...three\r\n.',
  '.Subject: x\r\n\r\nA dot before all\r\n\r\n',
  `Subject: x\r\n\r\n${'.a\r\n'.repeat(20_000)}`,
])('arrives as it was, whatever its lines begin with: %j', async (message) => {
  const before = sink.received.length
  await connection.send('a@example.org', 'b@example.org', Buffer.from(message))
  expect(sink.received).toHaveLength(before + 1)
  const { raw, to } = sink.received.at(-1) as Sink['received'][number]
  expect(to).toEqual(['b@example.org'])
  expect(raw).toBe(message.endsWith('\r\n') ? message : `${message}\r\n`)
})
