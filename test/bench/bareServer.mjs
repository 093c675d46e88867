// The yardstick of bench:page: node:http giving one answer, made beforehand, to every request. Pinned by its hash.
// node test/bench/bareServer.mjs ANSWER.json — { status, headers: [name, value, …], body: base64 }
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const { status, headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const bytes = Buffer.from(body, 'base64')
const server = createServer({ keepAliveTimeout: 75_000 }, (_request, response) => {
  response.writeHead(status, headers)
  response.end(bytes)
})
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
