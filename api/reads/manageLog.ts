import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { components, events, incidents } from '../../db/schema.ts'
import type { EventKind } from '../../db/vocabulary.ts'
import { type Context, requireViewer } from '../context/context.ts'
import { whoOf } from './manageWho.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type LogLine = {
  at: Moment
  day: string | undefined
  who: string
  what: string
  about: string
  href: string | undefined
  public: boolean
  /** How often in a row. */
  times: number
}

const perPage = 60

/**
 * The log of everything that anybody did, newest first, sixty at a time. People stand in it by reference, so that
 * "delete me" works: an address is nowhere in it.
 * @param before the number that an earlier page ended with
 */
export async function readLog(ctx: Context, before?: number): Promise<{ lines: LogLine[]; next: number | undefined }> {
  requireViewer(ctx)
  const { times } = await readPage(ctx)
  const rows = await ctx.db.read
    .select({ event: events, incident: incidents.name, kind: incidents.kind, component: components.name })
    .from(events)
    .leftJoin(incidents, eq(incidents.id, events.incidentId))
    .leftJoin(components, eq(components.id, events.subject))
    .where(and(before ? lt(events.id, before) : undefined, inArray(events.kind, told), notByTheHundred))
    .orderBy(desc(events.id))
    .limit(perPage + 1)
  const shown = rows.slice(0, perPage)
  const who = await whoOf(
    ctx,
    shown.map(({ event }) => event.actor),
  )
  let day = ''
  const lines = shown.map(({ event, incident, kind, component }): LogLine => {
    const own = times.dayKey(event.at)
    const first = own !== day
    day = own
    const area = kind === 'maintenance' ? 'maintenance' : 'incidents'
    const name = (event.after as { name?: string } | null)?.name
    return {
      at: times.at(event.at),
      day: first ? times.fullDate(event.at).text : undefined,
      who: who(event.actor),
      what: whatOf(event),
      about: incident ?? component ?? (typeof name === 'string' ? name : ''),
      href: event.incidentId
        ? `/manage/${area}/${event.incidentId}`
        : component
          ? `/manage/components/${event.subject}`
          : event.kind === 'subscribers.importAsked'
            ? `/manage/subscribers/imports/${event.subject}`
            : undefined,
      public: event.audience === 'public',
      times: 1,
    }
  })
  return { lines: folded(lines), next: rows.length > perPage ? shown.at(-1)?.event.id : undefined }
}

/** Whoever came with a list is told of by that list's own line. Letter by letter, because there can be a hundred thousand. */
const notByTheHundred = sql`(${events.kind} <> 'subscriber.asked' or coalesce(${events.after}, '') <> '{"bulk":true}')`

/** Some things are done by a subscriber, or for one by somebody of ours. */
function whatOf({ kind, actor, after }: typeof events.$inferSelect): string {
  const { attested, dryRun } = (after ?? {}) as { attested?: boolean; dryRun?: boolean }
  const ours = /^(person|key|system)/.test(actor)
  if (kind === 'subscriber.confirmed' && attested) return 'added a subscriber who had agreed'
  if (kind === 'subscriber.asked' && ours) return 'asked a subscriber once more to confirm'
  if (kind === 'subscriber.reactivated' && ours) return 'wrote again to an address that had refused mail'
  if (kind === 'subscribers.importAsked' && dryRun) return 'looked what would happen with the list'
  return said[kind] ?? kind
}

/** The same thing several times in a row is one line with a number. */
function folded(lines: LogLine[]): LogLine[] {
  const done: LogLine[] = []
  for (const line of lines) {
    const last = done.at(-1)
    const same =
      last && !line.day && !line.href && last.who === line.who && last.what === line.what && last.about === line.about
    if (same) last.times++
    else done.push({ ...line })
  }
  return done
}

const said: { [kind in EventKind]?: string } = {
  'page.configured': 'changed the settings of the page',
  'component.added': 'added the component',
  'component.changed': 'changed the component',
  'component.ordered': 'put components in another order',
  'component.retired': 'retired the component',
  'component.stateSet': 'set by hand the state of',
  'incident.opened': 'opened',
  'incident.updated': 'posted an update on',
  'incident.corrected': 'corrected an update on',
  'incident.retracted': 'withdrew an update on',
  'incident.resolved': 'resolved',
  'incident.changed': 'changed the words around',
  'incident.classified': 'changed the severity of',
  'incident.backfilled': 'wrote down afterwards',
  'incident.imported': 'imported',
  'maintenance.scheduled': 'planned',
  'maintenance.rescheduled': 'moved',
  'maintenance.begun': 'began',
  'maintenance.updated': 'posted an update on',
  'maintenance.completed': 'completed',
  'maintenance.cancelled': 'called off',
  'promise.lapsed': 'saw a promise pass without a word:',
  'postmortem.promised': 'said by when to expect the report of',
  'postmortem.drafted': 'worked on the report of',
  'postmortem.published': 'published the report of',
  'postmortem.corrected': 'corrected the report of',
  'subscriber.asked': 'asked to be told',
  'subscriber.confirmed': 'confirmed a subscription',
  'subscriber.changed': 'changed what they follow',
  'subscriber.linkAsked': 'asked for the link to their own page',
  'subscriber.addressAsked': 'asked to be written to elsewhere',
  'subscriber.addressChanged': 'confirmed a new address',
  'subscriber.paused': 'paused their mail',
  'subscriber.resumed': 'ended a pause',
  'subscriber.reactivated': 'asked to be written to again',
  'subscriber.left': 'left the list',
  'subscriber.suppressed': 'stopped writing to an address that refuses mail',
  'subscriber.forgotten': 'deleted a subscriber',
  'subscribers.importAsked': 'brought in the list',
  'subscribers.importStopped': 'stopped a list on its way in',
  'subscribers.exported': 'took out the list of all subscribers',
  'person.added': 'let somebody new sign in',
  'person.signedIn': 'signed in',
  'person.signedOut': 'signed out',
  'person.forgotten': 'had somebody forgotten who signed in',
  'deliveries.resent': 'told once more who was not reached by',
  'key.created': 'created the key',
  'key.revoked': 'revoked a key',
  'database.restored': 'was restored from a backup',
}
const told = Object.keys(said) as EventKind[]
