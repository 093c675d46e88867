import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../site/built.ts'
import { hostilePage } from '../site/hostile.ts'
import { type Visit, visit } from '../site/visit.ts'

let v: Visit
beforeAll(async () => {
  v = await visit()
})
afterAll(() => v.close())

const ground = () => getComputedStyle(document.body).backgroundColor
const white = 'rgb(252, 252, 251)'
const black = 'rgb(18, 20, 22)'

describe('without JavaScript', () => {
  it('the page says all that it has to say, and shows nothing that only a script could do', async () => {
    const { page, close } = await v.open('/', { javaScriptEnabled: false })
    for (const said of [
      'Next update by 14:40',
      'One in three orders cannot be paid',
      'Our provider turns away',
      '99.94 %',
    ])
      expect.soft(await page.getByText(said).first().isVisible(), said).toBe(true)
    expect.soft(await page.locator('#live').isVisible()).toBe(false)
    expect.soft(await page.locator('#zones').isVisible()).toBe(false)
    await page.locator('.rail summary').first().click()
    expect.soft(await page.locator('.rail details .say').first().isVisible()).toBe(true)
    await close()
  })

  it('what is sought is found, and a subscription asked for, by forms alone', async () => {
    const { page, close } = await v.open('/history', { javaScriptEnabled: false })
    await page.getByLabel('Words').fill('catalogue')
    await page.getByRole('button', { name: 'Search' }).press('Enter')
    await page.waitForURL(/\/search\?q=catalogue&component=&impact=$/)
    expect(await page.locator('mark').count()).toBeGreaterThan(0)
    await page.locator('#found h2 a').first().click()
    await page.waitForURL(/\/incidents\//)
    await close()
  })

  it('a theme can still be chosen', async () => {
    const { page, close } = await v.open('/', { javaScriptEnabled: false, colorScheme: 'light' })
    const pixel = async () =>
      (await page.screenshot({ clip: { x: 2, y: 850, width: 1, height: 1 } })).toString('base64')
    const before = await pixel()
    await page.getByLabel('Dark').check({ force: true })
    await page.evaluate(() => scrollTo(0, 0))
    expect(await pixel()).not.toBe(before)
    await close()
  })
})

describe('a chosen theme', () => {
  it('is remembered, and wins over the system in both directions', async () => {
    const { page, close } = await v.open('/', { colorScheme: 'light' })
    expect(await page.evaluate(ground)).toBe(white)
    await page.getByLabel('Dark').check({ force: true })
    expect(await page.evaluate(ground)).toBe(black)
    await page.reload()
    expect(await page.evaluate(ground)).toBe(black)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByLabel('Light').check({ force: true })
    expect(await page.evaluate(ground)).toBe(white)
    await page.getByLabel('Automatic').check({ force: true })
    expect(await page.evaluate(ground)).toBe(black)
    await close()
  })
})

describe('by keyboard', () => {
  it.each([
    ['/', 30],
    ['/subscribe', 10],
    ['/uptime', 20],
  ])('on %s the first step skips to the content, and every step can be seen', async (path, atLeast) => {
    const { page, close } = await v.open(path)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    const steps: string[] = []
    while (steps.at(-1) !== 'end' && steps.length < 300) {
      await page.keyboard.press('Tab')
      steps.push(await page.evaluate(stepTaken))
    }
    await close()
    expect(steps.filter((step) => step.startsWith('unseen'))).toEqual([])
    expect(steps.length).toBeGreaterThan(atLeast)
    expect(steps.at(-1)).toBe('end')
  })

  it('a bar says its day on focus, Escape puts that away, Enter leads to the incident', async () => {
    const { page, close } = await v.open('/')
    const bar = page.locator('.bars a').filter({ visible: true }).first()
    await bar.focus()
    const readOut = bar.locator('span')
    await expect.poll(() => readOut.evaluate((span) => getComputedStyle(span).opacity)).toBe('1')
    await page.keyboard.press('Escape')
    expect(await readOut.isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/incidents\//)
    await close()
  })
})

/** What has the focus; a radio is seen through its label. Runs in the page. */
function stepTaken(): string {
  const at = document.activeElement as HTMLElement
  if (at === document.body) return 'end'
  const marked = at.matches('input[type=radio]') ? (at.nextElementSibling as HTMLElement) : at
  const { outlineStyle, outlineWidth } = getComputedStyle(marked)
  const seen = outlineStyle === 'solid' && outlineWidth === '2px' && marked.getBoundingClientRect().width > 0
  return seen ? at.tagName : `unseen ${at.outerHTML.slice(0, 120)}`
}

describe('times', () => {
  it('are said relative to now, and by the reader’s own clock on demand', async () => {
    const { page, close } = await v.open('/', { timezoneId: 'America/New_York' })
    await page.clock.setFixedTime(v.w.clock.now())
    await page.reload()
    expect(await page.locator('.kick').textContent()).toMatch(
      /since 13:43 \(48 min\) Next update by 14:40 \(in 9 min\)/,
    )
    await page.getByLabel('Yours').check({ force: true })
    expect(await page.locator('.kick').textContent()).toMatch(/since 07:43 \(48 min\) Next update by 08:40/)
    await page.getByLabel('CET').check({ force: true })
    expect(await page.locator('.kick .due time').textContent()).toBe('14:40')
    await close()
  })

  it('need no switch where the reader lives in the page’s zone', async () => {
    const { page, close } = await v.open('/', { timezoneId: 'Europe/Paris' })
    expect(await page.locator('#live').isVisible()).toBe(true)
    expect(await page.locator('#zones').isVisible()).toBe(false)
    await close()
  })
})

it('an attack in any field stays text in a real browser', async () => {
  const { w: attacked, running, over } = await hostilePage()
  const second = await serve(v.site, attacked.ctx)
  const paths = [
    '/',
    '/history',
    '/reports',
    `/incidents/${running}`,
    `/incidents/${over}`,
    `/reports/${over}`,
    '/nothing',
  ]
  for (const path of paths) {
    const { page, complaints, close } = await v.open(path, {}, second.url)
    const title = await page.title()
    const foreign = await page.locator('main img, main script, [onerror]').count()
    await close()
    expect.soft([title.length > 3, foreign, complaints], path).toEqual([true, 0, []])
  }
  second.close()
  await attacked.close()
})
