import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { autumn } from './autumn.ts'
import { builtSite, serve } from './built.ts'
import { majorIncident } from './majorIncident.ts'
import { shop } from './shop.ts'

export type Visit = Awaited<ReturnType<typeof visit>>

/** The shop in the middle of its major incident, served, and a browser to look at it. */
export async function visit() {
  const browser = await launchBrowser()
  const site = await builtSite()
  const w = await shop('2026-08-20T09:00:00Z')
  const { report, slow } = await autumn(w)
  const { id } = await majorIncident(w)
  await w.tail()
  const server = await serve(site, w.ctx)
  const paths = {
    home: '/',
    running: `/incidents/${id}`,
    over: `/incidents/${slow}`,
    history: '/history',
    month: '/history/2026-09',
    reports: '/reports',
    report: `/reports/${report}`,
    missing: '/nothing',
    subscribe: '/subscribe',
    component: `/components/${w.ids.checkout}`,
    uptime: '/uptime',
    filtered: `/history/component/${w.ids.search}`,
    found: '/search?q=shop+catalogue',
  }
  return {
    site,
    w,
    server,
    paths,
    incident: id,
    open: (path: string, options: BrowserContextOptions = {}, url = server.url) => open(browser, url, path, options),
    close: async () => {
      server.close()
      await browser.close()
      await w.close()
    },
  }
}

/** A page of its own, with everything that it complains about and every stranger that it asks. */
async function open(browser: Browser, url: string, path: string, options: BrowserContextOptions) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: 'UTC', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    if (/error|warning/.test(line.type()) && !/status of 404/.test(line.text())) complaints.push(line.text())
  })
  page.on('request', (request) => {
    const own = request.url().startsWith('data:') || new URL(request.url()).origin === url
    if (!own) complaints.push(`asked ${request.url()}`)
  })
  await page.goto(url + path)
  return { page, complaints, close: () => context.close() }
}
