import { connect } from 'node:net'
import { openDoor } from '../http/door.ts'

/**
 * So many readers who never read, among five who do, on a front door in this process, told of one version after the
 * other until they are dropped: the system itself holds megabytes for a socket before anything waits with us.
 */
export async function slowReaders(slow: number) {
  const door = await openDoor()
  const good = Array.from({ length: 5 }, () => newReader(door.port, true))
  const bad = Array.from({ length: slow }, () => newReader(door.port, false))
  await settled(() => door.live.readers() === good.length + bad.length)
  const before = process.memoryUsage().rss
  let told = 0
  let most = before
  while (door.live.readers() > good.length && told < 200_000) {
    for (let n = 0; n < 100; n++) await door.live.tell(++told)
    await new Promise(setImmediate)
    most = Math.max(most, process.memoryUsage().rss)
  }
  await settled(() => good.every(({ heard }) => heard() === told))
  const missed = good.filter(({ heard }) => heard() !== told).length
  const dropped = good.length + bad.length - door.live.readers()
  for (const { end } of [...good, ...bad]) end()
  await door.close()
  return {
    slow,
    dropped,
    versions: told,
    memoryMb: Math.round((most - before) / 1e6),
    good: { readers: good.length, missed },
  }
}

function newReader(port: number, reads: boolean) {
  let heard = 0
  let rest = ''
  const socket = connect(port, '127.0.0.1', () => socket.write('GET /live HTTP/1.1\r\nHost: a\r\n\r\n'))
  socket.on('error', () => {})
  socket.setEncoding('latin1')
  const take = (part: unknown) => {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('id: ')) heard = Number(line.slice(4))
  }
  if (reads) socket.on('data', take)
  return { heard: () => heard, end: () => socket.destroy() }
}

async function settled(done: () => boolean) {
  for (const end = Date.now() + 10_000; !done() && Date.now() < end; ) await new Promise((r) => setTimeout(r, 10))
}
