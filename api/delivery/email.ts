import type { SubscriberState } from '../../db/vocabulary.ts'
import { type Head, type Links, type Message, plainHead } from '../../emails/message.ts'
import { followsWords } from '../../emails/words.ts'
import type { Context } from '../context/context.ts'
import { mailedToken, type Purpose, sealedName } from '../context/tokens.ts'
import { turnOf } from '../subscribers/ofToken.ts'
import { mailSchedule } from './backoff.ts'
import type { Channel, Leased, Outcome } from './channel.ts'
import type { Told } from './facts.ts'
import { type Letter, newLetters } from './letter.ts'
import { compose, type Template, type Values } from './mime.ts'
import { newRecipients, type Recipient } from './recipients.ts'
import { noteOutcomes } from './undeliverable.ts'
import { returnPath } from './verp.ts'

/** One mail, whole. */
export type Mail = {
  /** The envelope: whom bounces go to, and the one who gets it. */
  returnPath: string
  to: string
  /** The same on every attempt. */
  messageId: string
  head: Head
  /** What it says, and what of that is its reader's own. */
  template: Template
  values: Values
  /** The same for a person to look at. */
  message(): Message
}

/** Where mails go: a mail server, or the demo's mailbox. */
export type Transport = {
  connections: number
  /** How many mails it takes at once; more than connections where they are handed over to another thread. */
  takes?: number
  send(mail: Mail): Promise<Outcome>
  close(force: boolean): Promise<void>
}

/** Mail. Facts are read and composed once per event and language; each mail adds only what is its reader's own. */
export function emailChannel(ctx: Context, transport: Transport): Channel {
  const letters = newLetters(ctx)
  const recipients = newRecipients(ctx)
  return {
    kind: 'email',
    schedule: mailSchedule,
    connections: transport.connections,
    takes: transport.takes,
    close: transport.close,
    prepare: recipients.prepare,
    recorded: (results) => noteOutcomes(ctx, results),
    async send(delivery) {
      const recipient = await recipients.of(delivery)
      const letter = recipient && (await letters(delivery.eventId, recipient.language))
      if (recipient && !letter) return { kind: 'skipped', answer: 'nothing to tell any more' }
      if (!recipient || !letter || !wants(recipient, letter.told))
        return { kind: 'skipped', answer: 'does not follow any more' }
      return transport.send(await mailTo(ctx, delivery, letter, recipient))
    },
  }
}

/** Looked at once more, at the last moment: whoever left meanwhile gets nothing. */
function wants({ state }: Recipient, told: Told): boolean {
  const heardIn: readonly SubscriberState[] = told.kind === 'one' ? told.heardIn : ['active']
  return heardIn.includes(state)
}

/** Dated when it was said: what comes late, or twice, stands in its place in the conversation. */
async function mailTo(ctx: Context, delivery: Leased, letter: Letter, recipient: Recipient): Promise<Mail> {
  const values = valuesOf(ctx, delivery, letter, recipient)
  const { to, messageId } = values
  const envelope = { returnPath: returnPath(ctx, delivery, to), to, messageId }
  if (letter.kind === 'list') {
    const { head, template, write } = letter
    return { ...envelope, head, template, values, message: () => write(values) }
  }
  const { told, sender } = letter
  const message = (told as Told & { kind: 'one' }).write(linksOf(ctx, recipient))
  const head = plainHead(message, sender, told.at)
  const template = await compose(head, () => message)
  return { ...envelope, head, template, values, message: () => message }
}

function valuesOf(ctx: Context, delivery: Leased, { told, sender }: Letter, recipient: Recipient): Values {
  const own = (recipient.channel === 'email' ? recipient.address : recipient.ownerAddress) ?? ''
  const to = told.kind === 'one' && told.to === 'newAddress' ? (recipient.newAddress ?? '') : own
  const { id, root } = placeOf(ctx, sender.host, delivery, told)
  const { leaveUrl, manageUrl } = linksOf(ctx, recipient)
  const follows = followsWords(recipient.language, recipient.follows)
  return { address: own, to, messageId: id, root, leaveUrl, manageUrl, follows }
}

function linksOf(ctx: Context, recipient: Recipient): Links {
  const url = (path: string, purpose: Purpose) =>
    `${ctx.config.publicUrl}/${path}/${mailedToken(ctx.keys, purpose, recipient.id, turnOf(recipient, purpose))}`
  return {
    get confirmUrl() {
      return url('subscription', 'confirm')
    },
    get manageUrl() {
      return url('following', 'manage')
    },
    get leaveUrl() {
      return url('unsubscribe', 'leave')
    },
    get addressUrl() {
      return url('address', 'address')
    },
  }
}

/** The first mail on an incident is the root of its conversation for each reader; the same names on every attempt. */
function placeOf(ctx: Context, host: string, { eventId, recipientId }: Leased, { thread, opens }: Told) {
  const name = (...facts: (string | number)[]) => `<${sealedName(ctx.keys, 'mail', ...facts, recipientId)}@${host}>`
  const root = thread === undefined ? undefined : name('thread', thread)
  const id = root && opens ? root : name('event', eventId)
  return { id, root: root ?? id }
}
