import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Results = { violations: { id: string; nodes: { html: string }[] }[] }

/** The rules that look at colours: the other theme changes nothing else (tokens.css). */
const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds on a page with everything opened: one line for each rule that is broken. */
export async function faultsOf(page: Page): Promise<string[]> {
  await openEverything(page)
  return violationsOf(page, { runOnly: rules })
}

/** What the other theme does to a page that was looked at in full already. */
export async function faultsOfColours(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  const found = await violationsOf(page, { runOnly: { type: 'rule', values: ofColours } })
  return found.map((line) => `${colorScheme}: ${line}`)
}

/** @param options of axe; a page takes it in once */
export async function violationsOf(page: Page, options: object): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as Results
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}

export async function openEverything(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })
}
