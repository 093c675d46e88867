// The whole of a real export: imported twice by command beside a running server, compared with the file item by item, and
// read over HTTP.
// npm run prove:import -- FILE
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openDatabase } from '../../db/open.ts'
import { forget, type Server, startServer } from '../server.ts'
import { run } from '../setup/server.ts'
import { compare, type Source } from './compareImport.ts'
import { round, verdict } from './verdict.ts'

/** @returns figures, and whether each goal was met */
export async function proveImport(file: string) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-import-'))
  const server = await startServer({ folder })
  try {
    const source = JSON.parse(readFileSync(file, 'utf8')) as Source
    const db = await openDatabase(server.databaseUrl)
    const first = await importOnce(file, server)
    const once = await compare(db, source)
    const second = await importOnce(file, server)
    const twice = await compare(db, source)
    await db.close()
    const pages = await readPages(server, source)
    const goals = {
      all: once.missingIncidents + once.missingUpdates === 0 && once.incidents === source.incidents.length,
      asGiven: once.differences.length === 0,
      quiet: once.told + once.deliveries + once.openClaims === 0,
      secondAddsNothing: second.code === 0 && twice.events === once.events && twice.updates === once.updates,
      pages: pages.failed.length === 0 && pages.months > 0,
    }
    return {
      ok: first.code === 0 && Object.values(goals).every(Boolean),
      goals,
      ...once,
      addedBySecondRun: twice.incidents + twice.updates - once.incidents - once.updates,
      seconds: { first: first.seconds, second: second.seconds },
      pages,
      said: first.said,
    }
  } finally {
    await server.stop('SIGKILL')
    forget(server)
  }
}

async function importOnce(file: string, { databaseUrl, url }: Server) {
  const env = { DATABASE_URL: databaseUrl, PUBLIC_URL: url }
  const began = performance.now()
  const command = run(['server.mjs', 'candor', 'import', 'statuspage', file], env)
  const code = await command.ended
  return { code, seconds: round((performance.now() - began) / 1000, 2), said: command.output().trim().split('\n') }
}

/** Home, every month with something, and each incident's own page, as a stranger gets them. */
async function readPages(server: Server, { incidents }: Source) {
  const failed: string[] = []
  const read = async (path: string, mustHold: string[] = []) => {
    const answer = await fetch(server.url + path)
    const text = await answer.text()
    if (answer.status !== 200) failed.push(`${path}: ${answer.status}`)
    failed.push(...mustHold.filter((part) => !text.includes(part)).map((part) => `${path} lacks ${part}`))
  }
  const months = Map.groupBy(incidents, ({ started_at }) => started_at.slice(0, 7))
  await read('/')
  for (const [month, those] of months)
    await read(
      `/history/${month}`,
      those.map(({ id }) => `/incidents/${id}`),
    )
  for (const { id, incident_updates } of incidents)
    await read(
      `/incidents/${id}`,
      incident_updates.map((update) => update.id),
    )
  return { months: months.size, incidentPages: incidents.length, failed: failed.slice(0, 20) }
}

if (import.meta.main) {
  const [file] = process.argv.slice(2)
  if (!file) verdict('prove:import', false, { why: 'Name the file: npm run prove:import -- FILE' })
  const { ok, said, ...figures } = await proveImport(resolve(process.env.INIT_CWD ?? '.', file as string))
  for (const line of said) console.log(line)
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(value)}`)
  verdict('prove:import', ok, figures)
}
