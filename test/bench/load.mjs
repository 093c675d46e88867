// A load generator in a process of its own: so many connections, each asking again as soon as it has its answer.
// Takes { port, request, size, connections, ms } by message and answers { requests, ms, wrong }. Each "RANDOM" in the request
// is another word every time.
import { connect } from 'node:net'

process.on('message', async ({ port, request, size, connections, ms }) => {
  const next = asker(request)
  const count = { requests: 0, wrong: 0 }
  const until = performance.now() + ms
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, () => ask(port, next, size, until, count)))
  process.send({ ...count, ms: performance.now() - began })
})

function asker(request) {
  if (!request.includes('RANDOM')) {
    const same = Buffer.from(request)
    return () => same
  }
  let n = Math.floor(Math.random() * 2 ** 40)
  return () => request.replace('RANDOM', (n++).toString(36))
}

/** Every answer has the same length, so counting bytes is enough to know that one is complete; a page that changes meanwhile ends with its last tag. */
function ask(port, next, size, until, count) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let got = 0
    let last = ''
    socket.on('connect', () => socket.write(next()))
    socket.on('data', (part) => {
      got += part.length
      last = (last + part.subarray(-24).toString('latin1')).slice(-24)
      if (size ? got < size : !last.trimEnd().endsWith('</html>')) return
      if (size && got > size) count.wrong++
      got = 0
      last = ''
      count.requests++
      if (performance.now() < until) socket.write(next())
      else socket.end()
    })
    socket.on('error', () => count.wrong++)
    socket.on('close', () => {
      if (got > 0) count.wrong++
      resolve()
    })
  })
}
