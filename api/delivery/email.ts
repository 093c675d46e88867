import { eq } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { SubscriberState } from '../../db/vocabulary.ts'
import { type Links, listMail, type Mail, plainMail, type Sender } from '../../emails/message.ts'
import { followsWords } from '../../emails/words.ts'
import type { Context } from '../context/context.ts'
import { mailedToken, type Purpose, sealedName } from '../context/tokens.ts'
import { turnOf } from '../subscribers/ofToken.ts'
import { mailSchedule } from './backoff.ts'
import type { Channel, Leased, Outcome } from './channel.ts'
import { factsOf, type Told } from './facts.ts'
import { type Letter, newLetter } from './letter.ts'

/** Where mails go: a mail server, or the demo's mailbox. */
export type Transport = {
  connections: number
  send(mail: Mail): Promise<Outcome>
  close(force: boolean): Promise<void>
}

/** How long what was read for an event is used for further mails (milliseconds). */
const freshness = 1000

/** Mail. Facts are read and rendered once per event; each mail adds only what is its reader's own. */
export function emailChannel(ctx: Context, transport: Transport): Channel {
  const letters = newLetters(ctx)
  return {
    kind: 'email',
    schedule: mailSchedule,
    connections: transport.connections,
    close: transport.close,
    async send(delivery) {
      const written = await letters(delivery.eventId)
      if (!written) return { kind: 'skipped', answer: 'nothing to tell any more' }
      const recipient = await recipientOf(ctx, delivery, written.told)
      if (!recipient) return { kind: 'skipped', answer: 'does not follow any more' }
      return transport.send(mailTo(ctx, delivery, written, recipient))
    },
  }
}

type Written = { told: Told; letter: Letter | undefined }
type Recipient = typeof subscribers.$inferSelect

/** Rendered letters of the events under way; read anew each second, so that a correction overtakes the rest of a list. */
function newLetters(ctx: Context): (eventId: number) => Promise<Written | undefined> {
  const kept = new Map<number, { at: number; written: Promise<Written | undefined> }>()
  return (eventId) => {
    const at = performance.now()
    for (const [id, { at: made }] of kept) if (made < at - freshness) kept.delete(id)
    const known = kept.get(eventId)
    if (known) return known.written
    const written = write(ctx, eventId)
    written.catch(() => kept.delete(eventId))
    kept.set(eventId, { at, written })
    return written
  }
}

async function write(ctx: Context, eventId: number): Promise<Written | undefined> {
  const told = await factsOf(ctx, eventId, 'en')
  return told && { told, letter: told.kind === 'one' ? undefined : newLetter(told) }
}

/** Looked at once more, at the last moment: whoever left meanwhile gets nothing. */
async function recipientOf(ctx: Context, { recipientId }: Leased, told: Told): Promise<Recipient | undefined> {
  const [row] = await ctx.db.read.select().from(subscribers).where(eq(subscribers.id, recipientId))
  const heardIn: readonly SubscriberState[] = told.kind === 'one' ? told.heardIn : ['active']
  return row && heardIn.includes(row.state) ? row : undefined
}

/** Dated when it was said: what comes late, or twice, stands in its place in the conversation. */
function mailTo(ctx: Context, delivery: Leased, { told, letter }: Written, recipient: Recipient): Mail {
  const { publicUrl, mailFrom } = ctx.config
  const host = new URL(publicUrl).hostname
  const sender: Sender = { name: senderName(told.page.name), address: mailFrom, host }
  const place = placeOf(ctx, host, delivery, told)
  const links = linksOf(ctx, recipient)
  if (told.kind === 'one') {
    const own = recipient.channel === 'email' ? recipient.address : recipient.ownerAddress
    const to = told.to === 'own' ? own : recipient.newAddress
    return plainMail(told.write(links), sender, to ?? '', place, told.at)
  }
  const personal = {
    address: recipient.address,
    leaveUrl: links.leaveUrl,
    manageUrl: links.manageUrl,
    follows: followsWords('en', recipient.everything ? 'everything' : 'choice'),
  }
  return listMail((letter as Letter)(personal), sender, personal, place, told.at)
}

function linksOf(ctx: Context, recipient: Recipient): Links {
  const url = (path: string, purpose: Purpose) =>
    `${ctx.config.publicUrl}/${path}/${mailedToken(ctx.keys, purpose, recipient.id, turnOf(recipient, purpose))}`
  return {
    confirmUrl: url('subscription', 'confirm'),
    manageUrl: url('following', 'manage'),
    leaveUrl: url('unsubscribe', 'leave'),
    addressUrl: url('address', 'address'),
  }
}

/** The first mail on an incident is the root of its conversation for each reader; the same names on every attempt. */
function placeOf(ctx: Context, host: string, { eventId, recipientId }: Leased, { thread, opens }: Told) {
  const name = (...facts: (string | number)[]) => `<${sealedName(ctx.keys, 'mail', ...facts, recipientId)}@${host}>`
  const own = name('event', eventId)
  if (thread === undefined) return { id: own, root: own }
  const root = name('thread', thread)
  return { id: opens ? root : own, root }
}

function senderName(page: string): string {
  return /\bstatus\b/i.test(page) ? page : `${page} Status`
}
