import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

/** Texts, mail exchangers (lowest preference first) and addresses, by name. */
export type Zone = Record<string, { txt?: string[]; mx?: string[]; a?: string[] }>

const types = { a: 1, mx: 15, txt: 16 } as const

/** A real name server on loopback that knows one zone, and that nothing else exists. */
export async function dnsSink(zone: Zone) {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, peer) => {
    const { name, type, end } = questionIn(query)
    asked.push(name)
    const records = zone[name]
    const answers = answersTo(records ?? {}, type)
    const head = Buffer.alloc(12)
    query.copy(head, 0, 0, 2)
    head.writeUInt16BE(records ? 0x8580 : 0x8583, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(answers.length, 6)
    const bodies = answers.map((data) => {
      const record = Buffer.alloc(12)
      // The name: where the question has it.
      record.writeUInt16BE(0xc00c, 0)
      record.writeUInt16BE(type, 2)
      record.writeUInt16BE(1, 4)
      record.writeUInt16BE(data.length, 10)
      return Buffer.concat([record, data])
    })
    socket.send(Buffer.concat([head, query.subarray(12, end), ...bodies]), peer.port, peer.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    server: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    zone,
    asked,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  }
}

function questionIn(query: Buffer) {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function answersTo({ txt = [], mx = [], a = [] }: Zone[string], type: number): Buffer[] {
  if (type === types.txt) return txt.map((text) => Buffer.concat((text.match(/[\s\S]{1,255}/g) ?? ['']).map(counted)))
  if (type === types.mx) return mx.map((host, index) => Buffer.concat([Buffer.from([0, index]), nameOf(host)]))
  return type === types.a ? a.map((address) => Buffer.from(address.split('.').map(Number))) : []
}

const counted = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])

const nameOf = (host: string) => Buffer.concat([...host.split('.').filter(Boolean).map(counted), Buffer.from([0])])
