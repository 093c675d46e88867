// Live readers in a process of their own, each as a browser's EventSource does it: it remembers the last id and the
// wait that it was told, and comes back by itself after that wait, for as long as nobody is there.
// Takes what to do by message, and answers how it stands.
import { connect } from 'node:net'

type Reader = {
  lastId: number
  /** Milliseconds to wait before coming back. */
  retry: number
  /** When each version came, in milliseconds since 1970. */
  came: Map<number, number>
  state: 'away' | 'asked' | 'here'
  backAt: number
  /** Told again on return what it knew already. */
  repeats: number
}

const readers: Reader[] = []
const counts = { refused: 0, losses: 0 }
/** So many times sooner than they were told do they come back. */
let hurry = 1

type Ask = { what: string; count: number; port: number; version: number; ms: number; hurry?: number }

process.on('message', async (ask: Ask) => {
  hurry = ask.hurry ?? hurry
  if (ask.what === 'open') await open(ask.count, ask.port)
  if (ask.what === 'reached') await until(() => readers.every(({ lastId }) => lastId >= ask.version), ask.ms)
  if (ask.what === 'back') await until(() => readers.every(({ state }) => state === 'here'), ask.ms)
  process.send?.({
    here: readers.filter(({ state }) => state === 'here').length,
    came: readers.map(({ came }) => came.get(ask.version) ?? 0),
    backAt: readers.map(({ backAt }) => backAt),
    behind: readers.filter(({ lastId }) => lastId < ask.version).length,
    repeats: readers.reduce((sum, { repeats }) => sum + repeats, 0),
    ...counts,
  })
})

/** A few hundred at a time, as fast as they are answered. */
async function open(count: number, port: number) {
  for (let left = count; left > 0; left -= 250) {
    const some = Array.from({ length: Math.min(250, left) }, newReader)
    readers.push(...some)
    for (const reader of some) join(reader, port)
    await until(() => some.every(({ state }) => state === 'here'), 30_000)
  }
}

function newReader(): Reader {
  return { lastId: -1, retry: 3000, came: new Map(), state: 'away', backAt: 0, repeats: 0 }
}

function join(reader: Reader, port: number) {
  const known = reader.lastId
  const lastId = known < 0 ? '' : `Last-Event-ID: ${known}\r\n`
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let rest = ''
  reader.state = 'asked'
  socket.setEncoding('latin1')
  socket.once('connect', () => socket.write(`GET /live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lastId}\r\n`))
  socket.on('data', (part: unknown) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(reader, line, known)
  })
  socket.on('error', () => {})
  socket.once('close', () => {
    if (reader.state === 'here') counts.losses++
    reader.state = 'away'
    setTimeout(join, reader.retry / hurry, reader, port)
  })
}

function take(reader: Reader, line: string, known: number) {
  if (line.startsWith('HTTP/1.1 ')) {
    if (line.startsWith('HTTP/1.1 200')) Object.assign(reader, { state: 'here', backAt: Date.now() })
    else counts.refused++
  }
  if (line.startsWith('retry: ')) reader.retry = Number(line.slice(7))
  if (!line.startsWith('id: ')) return
  const version = Number(line.slice(4))
  if (version === known) reader.repeats++
  reader.lastId = version
  if (!reader.came.has(version)) reader.came.set(version, Date.now())
}

async function until(done: () => boolean, ms: number) {
  const end = Date.now() + ms
  while (!done() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
}
