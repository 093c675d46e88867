import { connect } from 'node:net'

/** An answer as it came over the wire. */
export type RawAnswer = { status: number; headers: string[]; body: Buffer; size: number }

/** What Node adds to every answer by itself, the bare one's too. */
const added = ['date', 'connection', 'keep-alive']

/** Asks on a connection of its own, and reads one whole answer. */
export function askRaw(port: number, request: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let bytes = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('data', (part) => {
      bytes = Buffer.concat([bytes, part])
      const answer = whole(bytes)
      if (!answer) return
      socket.destroy()
      resolve(answer)
    })
  })
}

function whole(bytes: Buffer): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.flatMap((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  const length = headers.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === 'content-length')
  const size = end + 4 + (length < 0 ? 0 : Number(headers[length + 1]))
  if (bytes.length < size) return undefined
  return { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(end + 4, size), size: bytes.length }
}

/** The headers that the server itself chose. */
export function ownHeaders({ headers }: RawAnswer): string[] {
  return headers.filter((_, n) => !added.includes((headers[n - (n % 2)] ?? '').toLowerCase()))
}

/** Byte for byte, the time of day excepted. @returns what differs, or undefined */
export function difference(ours: RawAnswer, bare: RawAnswer): string | undefined {
  const text = ({ status, headers }: RawAnswer) =>
    JSON.stringify([status, headers.map((value, n) => (headers[n - 1] === 'Date' ? '' : value))])
  if (text(ours) !== text(bare)) return `the headers: ${text(ours)} is not ${text(bare)}`
  if (!ours.body.equals(bare.body)) return `the bodies, of ${ours.body.length} and ${bare.body.length} bytes`
  return ours.size === bare.size ? undefined : `the sizes, ${ours.size} and ${bare.size}`
}
