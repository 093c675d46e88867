// A load generator in a process of its own: so many connections, each asking again as soon as it has its answer.
// Takes { port, request, size, connections, ms } by message and answers { requests, ms, wrong }.
import { connect } from 'node:net'

process.on('message', async ({ port, request, size, connections, ms }) => {
  const asked = Buffer.from(request)
  const count = { requests: 0, wrong: 0 }
  const until = performance.now() + ms
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, () => ask(port, asked, size, until, count)))
  process.send({ ...count, ms: performance.now() - began })
})

/** Every answer has the same length, so counting bytes is enough to know that one is complete. */
function ask(port, request, size, until, count) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let got = 0
    socket.on('connect', () => socket.write(request))
    socket.on('data', (part) => {
      got += part.length
      if (got < size) return
      if (got > size) count.wrong++
      got = 0
      count.requests++
      if (performance.now() < until) socket.write(request)
      else socket.end()
    })
    socket.on('error', () => count.wrong++)
    socket.on('close', () => {
      if (got > 0) count.wrong++
      resolve()
    })
  })
}
