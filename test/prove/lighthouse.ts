// What Lighthouse says of the demo's home page and of an incident's page, as a phone on a slow line meets them: the
// lowest score of all runs, and the median of performance. Lighthouse is fetched into an ignored folder.
// npm run prove:lighthouse [-- RUNS]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchBrowser } from '../browser.ts'
import { freePort } from '../setup/server.ts'
import { servedDemo } from './served.ts'
import { percentile, verdict } from './verdict.ts'

const version = '13.5.0'
const goals = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 95 }

type Category = keyof typeof goals
type Audit = { id: string; title: string; score: number | null; displayValue?: string; numericValue?: number }
type Report = {
  categories: Record<Category, { score: number; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, Audit>
}

const [runs = 5] = process.argv.slice(2).map(Number)
const lighthouse = await fetchLighthouse()
const port = await freePort()
const server = await servedDemo()
const browser = await launchBrowser([`--remote-debugging-port=${port}`])
const pages: Record<string, Awaited<ReturnType<typeof measure>>> = {}
try {
  for (const [name, path] of Object.entries({ home: '/', incident: await incidentPath() }))
    pages[name] = await measure(server.url + path)
} finally {
  await browser.close()
  await server.close()
}
const met = ({ scores }: (typeof pages)[string]) =>
  Object.entries(goals).every(([category, goal]) => (scores[category as Category] ?? 0) >= goal)
verdict('prove:lighthouse', Object.values(pages).every(met), { lighthouse: version, runs, goals, ...pages })

async function fetchLighthouse(): Promise<(url: string, flags: object) => Promise<{ lhr: Report }>> {
  const folder = join(import.meta.dirname, `../../.cache/lighthouse-${version}`)
  const entry = join(folder, 'node_modules/lighthouse/core/index.js')
  if (!existsSync(entry)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    const install = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', `lighthouse@${version}`]
    execFileSync('npm', install, { cwd: folder, stdio: 'inherit', timeout: 300_000 })
  }
  return (await import(pathToFileURL(entry).href)).default
}

async function incidentPath(): Promise<string> {
  const { incidents } = (await (await fetch(`${server.url}/api/v2/incidents.json`)).json()) as {
    incidents: { id: string }[]
  }
  return `/incidents/${incidents[0]?.id}`
}

async function measure(url: string) {
  const reports: Report[] = []
  for (let n = 0; n < runs; n++) {
    const { lhr } = await lighthouse(url, { port, logLevel: 'error', onlyCategories: Object.keys(goals) })
    reports.push(lhr)
  }
  const scoresOf = (category: Category) => reports.map(({ categories }) => Math.round(categories[category].score * 100))
  const scores = Object.fromEntries(
    (Object.keys(goals) as Category[]).map((category) => [
      category,
      category === 'performance' ? percentile(scoresOf(category), 0.5) : Math.min(...scoresOf(category)),
    ]),
  )
  const median = (audit: string) =>
    Math.round(
      percentile(
        reports.map(({ audits }) => audits[audit]?.numericValue ?? Number.NaN),
        0.5,
      ),
    )
  return {
    scores,
    performanceRuns: scoresOf('performance'),
    firstPaintMs: median('first-contentful-paint'),
    largestPaintMs: median('largest-contentful-paint'),
    blockedMs: median('total-blocking-time'),
    faults: [...new Set(reports.flatMap(faultsOf))],
  }
}

/** Every audit that counts and costs something. */
function faultsOf({ categories, audits }: Report): string[] {
  return Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`.trim()),
  )
}
