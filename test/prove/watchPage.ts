// In a process of its own: asks for a page over and over and says when each marker "post-N." was first seen on it.
// node watchPage.ts URL SECONDS
import { setTimeout as pause } from 'node:timers/promises'

const [url = '', seconds = '60'] = process.argv.slice(2)
const end = Date.now() + Number(seconds) * 1000
let newest = -1
let asked = 0
let slowest = 0
let failed = 0

process.once('SIGTERM', finish)
while (Date.now() < end) {
  const began = performance.now()
  const answer = await fetch(url).catch(() => undefined)
  const html = answer ? await answer.text() : ''
  slowest = Math.max(slowest, performance.now() - began)
  asked++
  if (answer?.status !== 200) failed++
  const seen = Math.max(-1, ...[...html.matchAll(/post-(\d+)\./g)].map((match) => Number(match[1])))
  for (; newest < seen; newest++) console.log(JSON.stringify({ seen: newest + 1, at: Date.now() }))
  await pause(15)
}
finish()

function finish() {
  console.log(JSON.stringify({ asked, failed, slowest: Math.round(slowest) }))
  process.exit(0)
}
