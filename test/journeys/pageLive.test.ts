import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postUpdate } from '../../api/incidents/postUpdate.ts'
import { type Visit, visit } from '../site/visit.ts'

let v: Visit
beforeAll(async () => {
  v = await visit()
})
afterAll(() => v.close())

/** Posts an update and tells the stream of it, as the house does. */
async function post(body: string, more: object = {}) {
  v.w.clock.advance(60_000)
  await postUpdate(v.w.as('mara'), { incidentId: v.incident, body, ...more })
  await v.w.tail()
  v.server.tell(v.w.ctx.version())
}

const soon = { timeout: 6000 }
const inTurn = { timeout: 15_000 }
const version = (page: Page) => page.evaluate(() => Number(document.documentElement.dataset.version))

describe('an open page', () => {
  it('changes without a reload, and keeps what is open, typed, focused and scrolled', async () => {
    const { page, complaints, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.locator('.quiet summary').first().click()
    await page.locator('#email').fill('sam@example.org')
    await page.locator('.rail summary').first().click()
    await page.locator('.rail summary').first().focus()
    await page.evaluate(() => Object.assign(window, { same: document.querySelector('#components') }))
    await post('Half of all payments go the other way now.', {
      components: [{ id: v.w.ids.cards, state: 'partial_outage' }],
    })

    await expect.poll(() => page.locator('.rail .now').textContent(), soon).toContain('Half of all payments')
    expect(await page.locator('.deck').first().textContent()).toContain('Partial outage: Card payments.')
    expect(await page.locator('.quiet').first().getAttribute('open')).not.toBeNull()
    expect(await page.locator('#email').inputValue()).toBe('sam@example.org')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
    expect(
      await page.evaluate(() => (window as { same?: unknown }).same === document.querySelector('#components')),
    ).toBe(true)
    expect(await version(page)).toBe(v.w.ctx.version())
    expect(complaints).toEqual([])
    await close()
  })

  it('marks only what changed, and says it once to those who listen', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.evaluate(() => {
      const marked: string[] = []
      Object.assign(window, { marked })
      const look = () => {
        for (const one of document.querySelectorAll<HTMLElement>('.changed')) marked.push(one.dataset.k ?? '')
      }
      new MutationObserver(look).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] })
    })
    await post('Confirmations go out on time again.', {
      components: [{ id: v.w.ids.confirmations, state: 'operational' }],
    })
    await expect.poll(() => page.locator('#news').textContent(), soon).toContain('Confirmations go out on time again.')
    const marked = new Set(await page.evaluate(() => (window as unknown as { marked: string[] }).marked))
    expect(marked).toContain('lead')
    expect(marked).toContain(v.w.ids.confirmations)
    expect(marked).not.toContain(v.w.ids.stock)
    await expect.poll(() => page.locator('.changed').count(), soon).toBe(0)
    await close()
  })

  it('waits while paused, and catches up when resumed', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    const before = await version(page)
    await page.getByRole('button', { name: 'Pause' }).click()
    expect(await page.locator('#live').textContent()).toMatch(/^Paused at \d\d:\d\d · Resume$/)
    await expect.poll(() => v.server.readers()).toBe(0)
    await post('While nobody was looking.')
    await page.waitForTimeout(2500)
    expect(await version(page)).toBe(before)
    // Whoever has paused it wants it so on the next page too, and stops it by keyboard as well.
    await page.reload()
    expect(await page.locator('#live').textContent()).toMatch(/^Paused at \d\d:\d\d · Resume$/)
    expect(v.server.readers()).toBe(0)
    await post('And once more.')
    await page.locator('#live button').press('Enter')
    await expect.poll(() => version(page), soon).toBe(v.w.ctx.version())
    expect(await page.locator('#live').textContent()).toBe('Updates itself · Pause')
    await close()
  })

  it('keeps what is selected, and moves nothing for whoever wants no motion', async () => {
    const { page, close } = await v.open('/', { reducedMotion: 'reduce' })
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#history h2') as Node))
    await post('A third of all payments now.')
    await expect.poll(() => page.locator('.rail .now').textContent(), soon).toContain('A third of all payments')
    expect(await page.evaluate(() => String(getSelection()))).toBe('The last seven days')
    const duration = () => getComputedStyle(document.querySelector('.changed') ?? document.body).animationDuration
    expect(await page.evaluate(duration)).toBe('0s')
    await close()
  })

  it('keeps the last page when the connection is lost, and says so', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => page.locator('#live').textContent(), soon).toContain('Updates itself')
    await page.context().setOffline(true)
    await page.evaluate(() => dispatchEvent(new Event('offline')))
    v.server.drop()
    await expect
      .poll(() => page.locator('#live').textContent(), soon)
      .toMatch(/^Connection lost at \d\d:\d\d, trying again/)
    expect(await page.locator('h1').textContent()).toBe('One in three orders cannot be paid')
    await page.context().setOffline(false)
    await post('We are back.')
    await expect.poll(() => page.locator('.rail .now').textContent(), { timeout: 15_000 }).toContain('We are back.')
    expect(await page.locator('#live').textContent()).toContain('Updates itself')
    await close()
  })

  it('says that it may be out of date once nobody was reached for half a minute, with the time of what it shows', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    const stale = page.locator('#stale')
    await page.clock.install()
    await page.context().setOffline(true)
    v.server.drop()
    await expect.poll(() => page.locator('#live').textContent(), soon).toContain('Connection lost')
    expect(await stale.isVisible()).toBe(false)
    await page.clock.fastForward(31_000)
    const said = /^This page may be out of date: it shows how things stood at \d\d:\d\d \(1 min ago\)$/
    await expect.poll(() => stale.textContent(), soon).toMatch(said)
    expect(await page.locator('#news').textContent()).toContain('may be out of date')
    await page.context().setOffline(false)
    await page.clock.resume()
    await expect.poll(() => stale.isVisible(), { timeout: 15_000 }).toBe(false)
    expect(await page.locator('#live').textContent()).toContain('Updates itself')
    await close()
  })

  it('looks for itself where there is no room for a stream', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.clock.install()
    v.server.stream('full')
    await post('Told without a stream.')
    await expect
      .poll(() => page.clock.fastForward(1000).then(() => page.locator('.rail .now').textContent()), {
        timeout: 15_000,
      })
      .toContain('Told without a stream.')
    expect(await page.locator('#stale').isVisible()).toBe(false)
    v.server.stream('yes')
    await close()
  })

  it('knows by its age a page out of a cache that stands in front of nothing', async () => {
    v.server.stream('gone')
    const { page, close } = await v.open('/')
    await expect.poll(() => page.locator('#stale').textContent(), soon).toMatch(/stood at \d\d:\d\d \(1 h ago\)$/)
    expect(await page.locator('#live').textContent()).toContain('Connection lost')
    v.server.stream('yes')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect.poll(() => page.locator('#stale').isVisible(), soon).toBe(false)
    await close()
  })

  it('notices a line that fell silent, as after sleep, and asks anew', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.clock.install()
    await postUpdate(v.w.as('mara'), { incidentId: v.incident, body: 'Said while the line was dead.' })
    await v.w.tail()
    await page.clock.fastForward(60_000)
    await page.clock.resume()
    await expect.poll(() => page.locator('.rail .now').textContent(), inTurn).toContain('Said while the line was dead.')
    await close()
  })

  it('begins anew when the server says that it knows less than the page: a backup was restored', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await page.evaluate(() => Object.assign(window, { before: true }))
    v.server.tell(1)
    await expect.poll(() => page.evaluate(() => 'before' in window), { timeout: 8000 }).toBe(false)
    await close()
  })

  it('turns calm when it is over', async () => {
    const { page, close } = await v.open('/')
    await expect.poll(() => v.server.readers()).toBe(1)
    await post('Every payment succeeds again.', { status: 'resolved' })
    await expect.poll(() => page.locator('h1').textContent(), soon).toBe('Planned work is under way.')
    expect(await page.locator('header').getAttribute('class')).toBe('lead top maint')
    expect(await page.title()).toMatch(/^Planned work is under way/)
    await close()
  })
})
