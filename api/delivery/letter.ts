import { sql } from 'drizzle-orm'
import { page } from '../../db/schema.ts'
import type { Language } from '../../db/vocabulary.ts'
import { type Head, listHead, type Personal, type Sender } from '../../emails/message.ts'
import type { Context } from '../context/context.ts'
import { hashOf } from '../context/tokens.ts'
import { factsOf, type Told } from './facts.ts'
import { compose, type Template } from './mime.ts'

/** How long what was read for an event is used for further mails (milliseconds). */
const freshness = 1000

/** What an event says in one language, composed but for what is its reader's own. */
export type Letter = { told: Told; sender: Sender } & (
  | { kind: 'one' }
  | {
      kind: 'list'
      head: Head
      template: Template
      write(personal: Personal): { subject: string; html: string; text: string }
    }
)

/** @returns undefined when there is nothing to tell any more */
export type Letters = (eventId: number, language: Language) => Promise<Letter | undefined>

/** Letters of the events under way; written anew each second, so that a correction overtakes the rest of a list. */
export function newLetters(ctx: Context): Letters {
  const kept = new Map<string, { at: number; letter: Promise<Letter | undefined> }>()
  return (eventId, language) => {
    const name = `${eventId}/${language}`
    const at = performance.now()
    const known = kept.get(name)
    if (known && at - known.at < freshness) return known.letter
    for (const [other, { at: made }] of kept) if (made < at - freshness) kept.delete(other)
    const letter = write(ctx, eventId, language)
    letter.catch(() => kept.delete(name))
    kept.set(name, { at, letter })
    return letter
  }
}

async function write(ctx: Context, eventId: number, language: Language): Promise<Letter | undefined> {
  if (await isSuperseded(ctx, eventId)) return undefined
  const told = await factsOf(ctx, eventId, language)
  if (!told) return undefined
  const host = new URL(ctx.config.publicUrl).hostname
  const sender: Sender = { name: senderName(told.page.name), address: ctx.config.mailFrom, host }
  if (told.kind === 'one') return { told, sender, kind: 'one' }
  const threaded = told.thread !== undefined && !told.opens
  // Campaign, customer, kind of mail, sender: what mailbox providers sort complaints by.
  const feedbackId = `${told.thread ?? 'page'}:list:candor:${hashOf(host).slice(0, 12)}`
  const head = listHead(told.write(nobody), sender, { date: told.at, threaded, feedbackId })
  return { told, sender, kind: 'list', head, template: await compose(head, told.write), write: told.write }
}

const nobody: Personal = { address: '', leaveUrl: '', manageUrl: '', follows: '' }

/** Where the page wants it so: an update that still waits while a newer one goes out is left out; the page has them all. */
async function isSuperseded(ctx: Context, eventId: number): Promise<boolean> {
  const rows = await ctx.db.read.all(sql`
    select 1 from events as old join events as newer on newer.incident_id = old.incident_id and newer.id > old.id
    where old.id = ${eventId} and old.kind = 'incident.updated' and newer.tell = 'list'
    and newer.kind in ('incident.updated', 'incident.resolved')
    and exists (select 1 from ${page} where collapse_updates) limit 1`)
  return rows.length > 0
}

function senderName(name: string): string {
  return /\bstatus\b/i.test(name) ? name : `${name} Status`
}
