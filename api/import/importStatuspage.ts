import type { z } from 'zod'
import { page } from '../../db/schema.ts'
import { configurePage } from '../components/configurePage.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { invalid } from '../context/problems.ts'
import { isZone } from '../context/zones.ts'
import { defaultName, seedPage } from '../demo/seedPage.ts'
import { importChunk } from './importChunk.ts'
import { importComponents } from './importComponents.ts'
import { type Planned, planIncident } from './plan.ts'
import { newReport, type Report } from './report.ts'
import { Export } from './shape.ts'

/** Incidents worked through, of all that can be taken. */
export type Progress = { done: number; total: number }

/**
 * Takes the history in Statuspage's own JSON: ids, times, states and order as given, texts cleaned. Tells nobody, opens no
 * banner. What is here already is left alone, so that it can be run again; what cannot be taken is named in the report.
 * @param json what `{ page, incidents[] }` was parsed to
 * @throws invalid when it is no such export; forbidden; conflict when another import runs
 */
export async function importStatuspage(
  ctx: Context,
  json: unknown,
  { onProgress }: { onProgress?: (progress: Progress) => void } = {},
): Promise<Report> {
  requireAdministrator(ctx)
  const { data: file } = Export.safeParse(json)
  if (!file) throw invalid({ file: 'This is not a Statuspage export: it must be {"page": {…}, "incidents": […]}.' })
  const report = newReport()
  const planned = planAll([...file.incidents, ...(file.scheduled_maintenances ?? [])], report)

  await namePage(ctx, file.page)
  await importComponents(ctx, planned, file.components ?? [], report)
  let done = 0
  for (const chunk of chunksOf(planned)) {
    await importChunk(ctx, chunk, report)
    done += chunk.length
    onProgress?.({ done, total: planned.length })
  }
  return report
}

/** A page that nobody has named yet takes the file's name and zone; its id only where there is no page at all. */
async function namePage(ctx: Context, { id, name, time_zone }: z.output<typeof Export>['page']) {
  const timeZone = time_zone && isZone(time_zone) ? time_zone : undefined
  if (await seedPage(ctx, { id, name, timeZone })) return
  const [here] = await ctx.db.read.select().from(page)
  if (here?.name === defaultName && +here.updatedAt === +here.createdAt && name)
    await configurePage(ctx, { name: name.slice(0, 80), ...(timeZone ? { timeZone } : {}) })
}

function planAll(items: readonly unknown[], report: Report): Planned[] {
  const seen = { incidents: new Set<string>(), updates: new Set<string>() }
  const all: Planned[] = []
  for (const [index, item] of items.entries()) {
    const { planned, updatesInFile, updatesLeftOut, notes } = planIncident(item, index + 1, seen)
    report.incidents.inFile++
    report.updates.inFile += updatesInFile
    report.updates.leftOut += updatesLeftOut
    report.notes.push(...notes)
    if (!planned) report.incidents.leftOut++
    else {
      all.push(planned)
      if (planned.updates.every(({ affected }) => affected.length === 0)) report.incidents.withoutStates++
    }
  }
  return all
}

/** Small enough that a server beside us never waits long for its turn to write. */
function chunksOf(planned: readonly Planned[], mostIncidents = 25, mostUpdates = 100): Planned[][] {
  const chunks: Planned[][] = []
  let room = 0
  for (const one of planned) {
    if (room < one.updates.length || (chunks.at(-1)?.length ?? mostIncidents) >= mostIncidents) {
      chunks.push([])
      room = mostUpdates
    }
    chunks.at(-1)?.push(one)
    room -= one.updates.length
  }
  return chunks
}
