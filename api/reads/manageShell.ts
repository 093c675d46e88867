import { count, isNull } from 'drizzle-orm'
import { components } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { activeIds } from './homeRows.ts'
import { incidentView } from './incidentView.ts'
import { type Span, spanSince, spanUntil } from './manageTimes.ts'
import { readPage } from './pageView.ts'
import { storiesOf } from './stories.ts'
import type { Mark, Stance } from './words.ts'

/** A running incident as every screen shows it: its state, its headline, and when something will be said. */
export type Running = {
  id: string
  href: string
  name: string
  severity: string | undefined
  stance: Stance
  mark: Mark
  status: string
  affected: string
  since: Span
  /** What was promised to the public; undefined when nothing was. */
  promise: (Span & { overdue: boolean }) | undefined
  lastPost: (Span & { author: string }) | undefined
}

/** What stands around every screen of the panel. */
export type Shell = {
  page: string
  url: string
  zone: string
  demo: boolean
  running: Running[]
  may: { post: boolean; administer: boolean }
  /** No component yet: the page says nothing, and the panel teaches how to begin. */
  empty: boolean
}

export async function readShell(ctx: Context): Promise<Shell> {
  const { page } = await readPage(ctx)
  const [running, [parts]] = await Promise.all([
    readRunning(ctx),
    ctx.db.read.select({ n: count() }).from(components).where(isNull(components.retiredAt)),
  ])
  const role = ctx.actor.kind === 'person' ? ctx.actor.role : 'viewer'
  return {
    page: page.name,
    url: page.url,
    zone: page.timeZone,
    demo: page.demo,
    running,
    may: { post: role !== 'viewer', administer: role === 'administrator' },
    empty: (parts?.n ?? 0) === 0,
  }
}

/** Every running incident, the promise that binds first on top. */
export async function readRunning(ctx: Context): Promise<Running[]> {
  const { times, now } = await readPage(ctx)
  const stories = await storiesOf(ctx.db.read, await activeIds(ctx.db.read))
  const running = stories.map((story): Running => {
    const view = incidentView(story, times)
    const open = story.promises.filter((one) => one.kind === 'update' && !one.keptAt && !one.withdrawnAt).at(-1)
    const last = story.updates.find((update) => !update.replacedAt && !update.retractedAt)
    return {
      id: view.id,
      href: `/manage/incidents/${view.id}`,
      name: view.name,
      severity: story.row.severity ?? undefined,
      stance: view.stance,
      mark: view.stance.mark,
      status: view.status,
      affected: view.affected,
      since: spanSince(story.row.startedAt, times, now),
      promise: open && { ...spanUntil(open.by, times, now), overdue: open.by <= now },
      lastPost: last && { ...spanSince(last.displayAt, times, now), author: last.author },
    }
  })
  return running.sort((a, b) => (a.promise?.iso ?? '9').localeCompare(b.promise?.iso ?? '9'))
}
