import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '../server.ts'
import { percentile, round } from './verdict.ts'

/** Looks at the page and saves a post that tells nobody, over and over, until it is stopped. */
export function bystander(server: Server, post: (n: number) => Promise<Response>) {
  const page = { asked: 0, failed: 0, slowest: 0 }
  const posts: number[] = []
  const failed: string[] = []
  let stopping = false

  async function look() {
    while (!stopping) {
      const began = performance.now()
      const answer = await fetch(server.url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
      await answer?.text().catch(() => {})
      page.asked++
      if (answer?.status !== 200) page.failed++
      page.slowest = Math.max(page.slowest, performance.now() - began)
      await pause(100)
    }
  }
  async function write() {
    for (let n = 0; !stopping; n++) {
      const began = performance.now()
      const answer = await post(n).catch(String)
      posts.push(performance.now() - began)
      if (typeof answer === 'string' || answer.status !== 201)
        failed.push(typeof answer === 'string' ? answer : `${answer.status}`)
      await pause(1000)
    }
  }
  const running = Promise.all([look(), write()])
  return async () => {
    stopping = true
    await running
    return {
      page: { ...page, slowest: round(page.slowest) },
      posts: {
        saved: posts.length - failed.length,
        failed,
        p99: round(percentile(posts, 0.99)),
        worst: round(Math.max(...posts)),
      },
    }
  }
}
