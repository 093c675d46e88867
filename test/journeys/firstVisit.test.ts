import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { served, servedDemo } from '../prove/served.ts'
import { crowd } from '../site/crowd.ts'

let browser: Browser
let demo: Awaited<ReturnType<typeof servedDemo>>
let large: Awaited<ReturnType<typeof served>>
beforeAll(async () => {
  const w = await crowd()
  ;[browser, demo, large] = await Promise.all([launchBrowser(), servedDemo(), served(w)])
  await w.close()
})
afterAll(async () => {
  await browser.close()
  await demo.close()
  await large.close()
})

/** Bytes of bodies as they travel, in kB. */
const most = { document: 15, stylesheet: 8, script: 4 }

test.each(['demo', 'large'] as const)('a first visit of the %s home page stays within its budget', async (which) => {
  const { url } = { demo, large }[which]
  const context = await browser.newContext()
  const page = await context.newPage()
  const sizes: { [type: string]: number } = {}
  const asked: string[] = []
  const done: Promise<void>[] = []
  page.on('request', (request) => void asked.push(request.url()))
  const weigh = async (request: import('playwright-core').Request) => {
    const { responseBodySize } = await request.sizes()
    sizes[request.resourceType()] = (sizes[request.resourceType()] ?? 0) + responseBodySize / 1000
  }
  page.on('requestfinished', (request) => void done.push(weigh(request)))
  await page.goto(url, { waitUntil: 'load' })
  // The stream is the last thing that a visit asks for.
  await expect.poll(() => asked.some((one) => one.endsWith('/live'))).toBe(true)
  await Promise.all(done)
  await context.close()

  const own = asked.filter((one) => !one.startsWith('data:'))
  console.log(JSON.stringify({ which, sizes, requests: own.length }))
  expect([...new Set(own.map((one) => new URL(one).origin))]).toEqual([url])
  expect(own.filter((one) => !one.endsWith('/live')).length).toBeLessThanOrEqual(3)
  expect(Object.keys(sizes).filter((type) => !(type in most) && type !== 'other')).toEqual([])
  for (const [type, limit] of Object.entries(most)) expect.soft(sizes[type] ?? 0, type).toBeLessThanOrEqual(limit)
  expect(sizes.document).toBeGreaterThan(2)
})
