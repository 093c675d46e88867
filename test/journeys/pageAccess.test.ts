import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf, faultsOfColours, openEverything } from '../axe.ts'
import { serve } from '../site/built.ts'
import { crowd } from '../site/crowd.ts'
import { hostilePage } from '../site/hostile.ts'
import { type Visit, visit } from '../site/visit.ts'

const names = [
  'home',
  'running',
  'over',
  'history',
  'month',
  'reports',
  'report',
  'missing',
  'subscribe',
  'component',
  'uptime',
  'filtered',
  'found',
] as const

let v: Visit
beforeAll(async () => {
  v = await visit()
})
afterAll(() => v.close())

it.each(names)('the page "%s" has no fault that axe can find in either theme, and asks nobody else', async (name) => {
  const { page, complaints, close } = await v.open(v.paths[name], { colorScheme: 'light' })
  const found = [...(await faultsOf(page)), ...(await faultsOfColours(page, 'dark'))]
  await close()
  expect(found).toEqual([])
  expect(complaints).toEqual([])
})

it('a fault would be found', async () => {
  const { page, close } = await v.open('/')
  await page.evaluate(() => document.querySelector('label.label')?.remove())
  await page.evaluate(() => document.querySelector('input[type=email]')?.removeAttribute('placeholder'))
  expect((await faultsOf(page)).join()).toMatch(/label: <input/)
  await close()
})

describe('at any width', () => {
  it('nothing scrolls sideways', async () => {
    const large = await crowd()
    const second = await serve(v.site, large.ctx)
    const views = [...Object.values(v.paths).map((path) => [v.server.url, path] as const), [second.url, '/'] as const]
    for (const [url, path] of views) {
      const { page, close } = await v.open(path, {}, url)
      await openEverything(page)
      for (const width of [1280, 640, 390, 320]) {
        await page.setViewportSize({ width, height: 800 })
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect.soft(excess, `${path} at ${width} px`).toBeLessThanOrEqual(0)
      }
      await close()
    }
    second.close()
    await large.close()
  })

  it('the longest word that anybody could type does not either', async () => {
    const { w, running, over } = await hostilePage('Rindfleischetikettierungsüberwachungsaufgabe'.repeat(4))
    const second = await serve(v.site, w.ctx)
    for (const path of [
      '/',
      '/history',
      '/reports',
      `/incidents/${running}`,
      `/incidents/${over}`,
      `/reports/${over}`,
    ]) {
      const { page, close } = await v.open(path, { viewport: { width: 320, height: 800 } }, second.url)
      await openEverything(page)
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      await close()
      expect.soft(excess, path).toBeLessThanOrEqual(0)
    }
    second.close()
    await w.close()
  })

  it.each([
    [1280, 90],
    [390, 45],
    [340, 30],
  ])('at %d px it shows %d days, and says so', async (width, days) => {
    const { page, close } = await v.open('/', { viewport: { width, height: 800 } })
    const bars = page.locator('.comp .bars').first().locator('> *')
    const shown = await bars.evaluateAll((all) => all.filter((bar) => getComputedStyle(bar).display !== 'none').length)
    expect(shown).toBe(days)
    const counts = page.locator('.axis').first().locator('[class^=days]')
    const said = await counts.evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => one.textContent),
    )
    expect(said).toEqual([String(days)])
    await close()
  })

  it('state and promise stay on a phone’s first screen', async () => {
    const { page, close } = await v.open('/', { viewport: { width: 390, height: 844 } })
    for (const part of ['.kick .state', '.kick .due', 'h1']) {
      const box = await page.locator(part).first().boundingBox()
      expect.soft((box?.y ?? 999) + (box?.height ?? 0), part).toBeLessThan(450)
    }
    await close()
  })
})
