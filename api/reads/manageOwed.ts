import { and, desc, eq, gt, isNull, notExists } from 'drizzle-orm'
import { incidents, promises, publications } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { readFailing } from './manageEndpoints.ts'
import type { Running } from './manageShell.ts'
import { type Span, spanSince, spanUntil } from './manageTimes.ts'
import type { storiesOf } from './stories.ts'
import type { Times } from './times.ts'

/** Something that somebody waits for: soonest first, the act beside it. */
export type Owed = {
  when: Span
  /** Whether `when` is a time by which it is owed. */
  due: boolean
  kind: 'update' | 'silence' | 'postmortem' | 'completion' | 'endpoint'
  /** The words of customers, so set in serif; of an endpoint its host. */
  name: string
  note: string
  href: string
  act: string
}

const day = 86_400_000
const promisedReport = and(eq(promises.kind, 'postmortem'), isNull(promises.keptAt), isNull(promises.withdrawnAt))

/** The next word on what runs: by when it was promised, or that nobody knows. */
export function owedUpdates(running: Running[]): Owed[] {
  return running.map((one) => ({
    when: one.promise ?? { ...one.since, words: 'no promise' },
    due: Boolean(one.promise),
    kind: one.promise ? 'update' : 'silence',
    name: one.name,
    note: one.promise
      ? `Promised to customers by ${one.promise.text}.`
      : `Running for ${one.since.words}; customers do not know when they will hear more.`,
    href: `${one.href}#update`,
    act: 'Post an update',
  }))
}

/** A maintenance whose window is over, and which nobody asked the clock to complete. */
export function owedCompletions(stories: Awaited<ReturnType<typeof storiesOf>>, times: Times, now: Date): Owed[] {
  return stories.flatMap(({ row, maintenance }) => {
    if (!maintenance || maintenance.scheduledUntil > now) return []
    return {
      when: spanUntil(maintenance.scheduledUntil, times, now),
      due: true,
      kind: 'completion' as const,
      name: row.name,
      note: 'Its window is over, and it is completed by hand.',
      href: `/manage/maintenance/${row.id}#update`,
      act: 'Complete it',
    }
  })
}

/** Incidents that were resolved here in the last 60 days, and of which no report was published. */
export async function owedReports(ctx: Context, times: Times): Promise<Owed[]> {
  const published = ctx.db.read
    .select({ id: publications.id })
    .from(publications)
    .where(eq(publications.incidentId, incidents.id))
  const rows = await ctx.db.read
    .select({
      ...{ id: incidents.id, name: incidents.name, severity: incidents.severity, resolvedAt: incidents.resolvedAt },
      by: promises.by,
    })
    .from(incidents)
    .leftJoin(promises, and(eq(promises.incidentId, incidents.id), promisedReport))
    .where(
      and(
        eq(incidents.kind, 'incident'),
        gt(incidents.resolvedAt, new Date(+ctx.now() - 60 * day)),
        isNull(incidents.backfilledAt),
        isNull(incidents.importedFrom),
        notExists(published),
      ),
    )
    .orderBy(desc(incidents.resolvedAt))
    .limit(5)
  return rows.map(({ id, name, severity, resolvedAt, by }) => {
    const ended = spanSince(resolvedAt as Date, times, ctx.now())
    const promised = by ? ` Promised to customers by ${times.date(by).text}.` : ''
    return {
      when: by ? spanUntil(by, times, ctx.now()) : { ...ended, words: 'no report' },
      due: by !== null,
      kind: 'postmortem' as const,
      name,
      note: `${severity ? `${severity}, resolved` : 'Resolved'} ${ended.words} ago.${promised}`,
      href: `/manage/incidents/${id}/postmortem`,
      act: 'Write it',
    }
  })
}

/** Webhooks and chats that take no message, and those that were switched off for it in the last week; for who can mend that. */
export async function owedEndpoints(ctx: Context, times: Times, now: Date): Promise<Owed[]> {
  const { actor } = ctx
  if (actor.kind !== 'person' || actor.role !== 'administrator') return []
  const failing = await readFailing(ctx)
  const recent = failing.filter(({ offAt }) => !offAt || +now - +offAt < 7 * day)
  return recent.slice(0, 5).map(({ id, channel, host, offAt, since, failures }) => ({
    when: { ...spanSince(since, times, now), words: offAt ? 'switched off' : 'failing' },
    due: false,
    kind: 'endpoint' as const,
    name: host,
    note: offAt
      ? `${channel}: took no message, and is told nothing since ${times.on(offAt).text}.`
      : `${channel}: ${failures} ${failures === 1 ? 'failure' : 'failures'} in a row, for ${spanSince(since, times, now).words}.`,
    href: `/manage/endpoints/${id}`,
    act: 'Look at it',
  }))
}
