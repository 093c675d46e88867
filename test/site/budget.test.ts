import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readComponentPage } from '../../api/reads/component.ts'
import { type Filter, filterOf, readFiltered } from '../../api/reads/filtered.ts'
import { readHistory } from '../../api/reads/history.ts'
import { readHome } from '../../api/reads/home.ts'
import { readUptime } from '../../api/reads/uptimePage.ts'
import type { World } from '../world.ts'
import { autumn } from './autumn.ts'
import { builtSite, type Site } from './built.ts'
import { crowd } from './crowd.ts'
import { hostilePage } from './hostile.ts'
import { majorIncident } from './majorIncident.ts'
import { type Shop, shop } from './shop.ts'

const kilobytes = (bytes: Buffer | string) => gzipSync(bytes).length / 1000

let site: Site
let assets: { name: string; bytes: Buffer }[]
let w: Shop
let large: World

beforeAll(async () => {
  site = await builtSite()
  const folder = join(site.client, '_astro')
  const ours = readdirSync(folder).filter((name) => name.startsWith('Public.'))
  assets = ours.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
  w = await shop('2026-08-20T09:00:00Z')
  await autumn(w)
  await majorIncident(w)
  large = await crowd()
})
afterAll(async () => {
  await w.close()
  await large.close()
})

describe('a first visit', () => {
  it('is one page of at most 15 kB, packed, also with sixty components', async () => {
    const page = async (world: World) => (await site.show(world.ctx, '/')).text()
    expect(kilobytes(await page(w))).toBeLessThanOrEqual(15)
    expect(kilobytes(await page(large))).toBeLessThanOrEqual(15)
  })

  it('takes one stylesheet of at most 8 kB and one script of at most 4 kB', () => {
    const weight = (end: string) => assets.filter(({ name }) => name.endsWith(end)).map(({ bytes }) => kilobytes(bytes))
    expect(weight('.css')).toHaveLength(1)
    expect(weight('.js')).toHaveLength(1)
    expect(weight('.css')[0]).toBeLessThanOrEqual(8)
    expect(weight('.js')[0]).toBeLessThanOrEqual(4)
  })

  it('asks no other origin for anything', async () => {
    const page = await (await site.show(w.ctx, '/')).text()
    const fetched = [...page.matchAll(/<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)="([^"]*)"/g)].map(
      ([, url = '']) => url,
    )
    const elsewhere = fetched.filter((url) => !/^(\/(?!\/)|data:|https:\/\/status\.harbour\.example(\/|$))/.test(url))
    expect(fetched.length).toBeGreaterThan(3)
    expect(elsewhere).toEqual([])
    for (const { bytes } of assets) expect(bytes.toString()).not.toMatch(/url\(|https?:\/\/(?!www\.w3\.org)|@import/)
  })
})

describe('reading five years of history with sixty components', () => {
  it.each([
    ['home', () => readHome(large.ctx)],
    ['history', () => readHistory(large.ctx)],
    ['a month of history', () => readHistory(large.ctx, '2024-05')],
    ['a component', () => readComponentPage(large.ctx, 'leaf3x2')],
    ['uptime', () => readUptime(large.ctx)],
    ['the history of one component', () => readFiltered(large.ctx, filterOf('component/leaf3x2') as Filter)],
    ['the history of one impact', () => readFiltered(large.ctx, filterOf('impact/minor/2024') as Filter)],
  ])('%s takes a few queries, however much there is', async (_, read) => {
    await read()
    const before = large.ctx.db.timing.calls
    const began = performance.now()
    await read()
    // The goal is 150 ms for read and render; a busy machine is given some more.
    expect.soft(performance.now() - began).toBeLessThan(400)
    expect(large.ctx.db.timing.calls - before).toBeLessThanOrEqual(28)
  })

  it.each(['/', '/history'])('%s is rendered anew in 150 ms of a processor', async (path) => {
    const times: number[] = []
    for (let round = 0; round < 7; round++) {
      const before = process.cpuUsage()
      await (await site.show(large.ctx, path)).arrayBuffer()
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    // Time on the processor, not on the clock, and the best of a few: others may be at work on the machine.
    expect(Math.min(...times)).toBeLessThan(150)
  })
})

describe('pages', () => {
  const attacks = ['/', '/history', '/reports']

  it('carry no style attribute, no inline handler and only the scripts that the policy knows', async () => {
    for (const path of ['/', '/history', '/reports', '/nothing']) {
      const answer = await site.show(w.ctx, path)
      const page = await answer.text()
      expect.soft(/<[^>]+\s(style|on\w+)=/i.test(page), path).toBe(false)
      const inline = [...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>(.*?)<\/script>/gs)].map(([, code = '']) => code)
      expect.soft(inline.length, path).toBe(1)
      expect.soft(answer.headers.get('content-security-policy'), path).toMatch(/script-src[^;]*'sha256-/)
      expect.soft(answer.headers.get('content-security-policy'), path).not.toMatch(/unsafe-inline/)
    }
  })

  it('show an attack in any field as the text that it is', async () => {
    const { w: attacked, running, over } = await hostilePage()
    for (const path of [...attacks, `/incidents/${running}`, `/incidents/${over}`, `/reports/${over}`, '/nothing']) {
      const page = await (await site.show(attacked.ctx, path)).text()
      const tags =
        page
          .replace(/="[^"]*"/g, '=""')
          .match(/<[^>]*>/g)
          ?.join('\n') ?? ''
      expect.soft(page.includes('&lt;img src=x') && page.includes('{{7*7}}'), path).toBe(true)
      expect.soft(/<img|onerror|onclick/i.test(tags), path).toBe(false)
      expect.soft(tags.match(/<script/g), path).toHaveLength(2)
      expect.soft(/(href|src|action)="\s*(javascript|data:text)/i.test(page), path).toBe(false)
    }
    await attacked.close()
  })
})
