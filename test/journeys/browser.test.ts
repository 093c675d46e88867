import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { startServer } from '../setup/server.ts'

it('opens the page in a real browser without a complaint, and asks no other origin', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'candor-browser-'))
  const server = await startServer({ DATABASE_URL: `file:${join(folder, 'candor.db')}` })
  const browser = await launchBrowser()
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => /error|warning/.test(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => request.url().startsWith(server.url) || complaints.push(`asked ${request.url()}`))

  const answer = await page.goto(server.url)
  const headline = await page.textContent('h1')
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true })

  expect(answer?.status()).toBe(200)
  expect(headline).toMatch(/\w/)
  expect(complaints).toEqual([])
})
