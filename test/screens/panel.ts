// Draws every screen of the panel into docs/screens: node test/screens/panel.ts [part of a name]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../browser.ts'
import { sendingDay, shotsOfSending } from './panelDesk.ts'
import { type Shot, shotsOfQuiet, shotsOfStart, shotsOfTrouble } from './panelShots.ts'
import { firstDay, quietDay, type Stage, troubledDay } from './panelStage.ts'
import { shrink } from './shrink.ts'

const out = process.env.SCREENS ?? join(import.meta.dirname, '../../docs/screens')
const wanted = process.argv[2] ?? ''
mkdirSync(out, { recursive: true })
const browser = await launchBrowser()
for (const [stage, shots] of [
  [await firstDay(), shotsOfStart],
  [await quietDay(), shotsOfQuiet],
  [await troubledDay(), shotsOfTrouble],
  [await sendingDay(), shotsOfSending],
] as const) {
  await shootAll(stage, shots(stage))
  await stage.close()
}
await browser.close()

async function shootAll(stage: Stage, shots: Shot[]) {
  for (const shot of shots.filter(({ name }) => name.includes(wanted)))
    for (const [width, theme] of looksOf(shot)) await shoot(stage, shot, width, theme)
}

/** What is looked at every day in all four looks, the rest in the two that differ most. */
function looksOf({ every }: Shot): [number, 'light' | 'dark'][] {
  const two: [number, 'light' | 'dark'][] = [
    [1280, 'light'],
    [390, 'dark'],
  ]
  return every ? [...two, [1280, 'dark'], [390, 'light']] : two
}

async function shoot(stage: Stage, { name, path, stranger, act }: Shot, width: number, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ baseURL: stage.url, viewport: { width, height: 844 }, colorScheme })
  const page = await context.newPage()
  page.on(
    'console',
    (line) =>
      line.type() === 'error' &&
      !/status of 4\d\d|frame is sandboxed/.test(line.text()) &&
      console.log(name, line.text()),
  )
  if (!stranger) await context.addCookies([stage.cookie])
  await page.clock.setFixedTime(stage.now())
  await page.goto(path)
  await act?.(page)
  await page.waitForLoadState()
  await page.evaluate(() => scrollTo(0, 0))
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) console.log(`${name} at ${width}: ${wide} px too wide`)
  const png = await page.screenshot({ fullPage: true })
  writeFileSync(join(out, `panel-${name}-${width}-${colorScheme}.png`), shrink(png))
  await context.close()
}
