// Draws the public pages into docs/screens: node test/screens/public.ts [part of a name]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../browser.ts'
import { listenPanel, panelApp } from '../panel.ts'
import { freePort } from '../setup/server.ts'
import { builtSite, serve } from '../site/built.ts'
import type { World } from '../world.ts'
import { type PublicStage, publicStages, type Shot } from './publicStages.ts'
import { shrink } from './shrink.ts'

const out = process.env.SCREENS ?? join(import.meta.dirname, '../../docs/screens')
const wanted = process.argv[2] ?? ''
mkdirSync(out, { recursive: true })
const site = await builtSite()
const browser = await launchBrowser()
for (const stage of publicStages) {
  const shots = stage.names.filter((name) => name.includes(wanted))
  if (shots.length > 0) await draw(stage)
}
await browser.close()

async function draw(stage: PublicStage) {
  const { w, shots } = await stage.set()
  await w.tail()
  const { url, close } = stage.forms ? await withForms(w) : await serve(site, w.ctx)
  for (const shot of shots) if (wanted ? shot.name.includes(wanted) : !shot.aside) await drawOne(url, w, shot)
  close()
  await w.close()
}

async function withForms({ ctx }: World) {
  const port = await freePort()
  return { url: `http://127.0.0.1:${port}`, close: await listenPanel(site, panelApp(site, ctx), port) }
}

async function drawOne(url: string, w: World, { name, path, every, prepare, height }: Shot) {
  const looks = every
    ? ([1280, 390] as const).flatMap((width) =>
        (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
      )
    : ([
        { width: 1280, colorScheme: 'light' },
        { width: 390, colorScheme: 'dark' },
      ] as const)
  for (const { width, colorScheme } of looks) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      timezoneId: 'Europe/Amsterdam',
    })
    const page = await context.newPage()
    await page.clock.setFixedTime(w.clock.now())
    await page.goto(url + path)
    await prepare?.(page)
    const full = await page.evaluate(() => document.documentElement.scrollHeight)
    const clip = { x: 0, y: 0, width, height: Math.min(full, height ?? full) }
    const png = await page.screenshot({ fullPage: true, clip })
    writeFileSync(join(out, `public-${name}-${width}-${colorScheme}.png`), shrink(png))
    await context.close()
  }
  console.log(`public-${name}`)
}
