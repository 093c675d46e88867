import type { Hearing } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { kindsOf } from '../subscribers/choice.ts'
import { addressPatience } from '../subscribers/confirmAddressChange.ts'
import type { Subscriber } from '../subscribers/ofToken.ts'
import { type Choosable, type Chosen, newsText, readChoosable } from './choosable.ts'
import { type FollowedIncident, followedText, readFollowed } from './followed.ts'
import { languageNamed } from './languages.ts'
import { readOffered, type Wish } from './offered.ts'
import { type PageView, readPage } from './pageView.ts'
import { readSent, type SentLine } from './sent.ts'
import { ownerOf } from './subscription.ts'
import type { Moment, Times } from './times.ts'
import type { Voice } from './voice.ts'

/** A subscriber's own page: nobody else's, and nothing of anybody else. */
export type OwnPage = {
  stands: 'active' | 'paused' | 'suppressed'
  /** "Checkout and all of Delivery"; empty while nothing is followed. */
  follows: string
  /** Where we write to: an address, or an endpoint by its host alone. */
  who: string
  byMail: boolean
  /** A webhook's messages are signed, with a secret that its owner can renew. */
  signed: boolean
  /** "in German, about incidents and reports: every update". */
  how: string
  chosen: Chosen
  choosable: Choosable
  incidents: FollowedIncident[]
  /** Single ones that they would not hear of otherwise. */
  offered: FollowedIncident[]
  /** The name of an incident that they have come for, and hear of anyway. */
  heardAnyway: string | undefined
  pausedUntil: Moment | undefined
  /** An address that is to take the place of this one, until its owner says so. */
  newAddress: { address: string; until: Moment } | undefined
  sent: SentLine[]
}

export type FollowingView = { page: PageView } & (
  | { stands: 'unknown' }
  | { stands: 'left' | 'asked'; byMail: boolean }
  | { stands: 'own'; own: OwnPage }
)

/**
 * What stands on the page behind a mailed link; "unknown" for a link that is not ours.
 * @param asked what the link was asked for on an incident's page
 */
export async function readFollowing(ctx: Context, token: string, asked?: Wish): Promise<FollowingView> {
  const { page, times, voice } = await readPage(ctx)
  const row = await ownerOf(ctx, token, 'manage')
  if (!row) return { page, stands: 'unknown' }
  if (row.state === 'unsubscribed') return { page, stands: 'left', ...whoIs(row, voice) }
  if (row.state === 'pending') return { page, stands: 'asked', ...whoIs(row, voice) }
  return { page, stands: 'own', own: { ...(await ownPage(ctx, row, times, asked)), stands: row.state } }
}

async function ownPage(ctx: Context, row: Subscriber, times: Times, asked: Wish | undefined) {
  const { read } = ctx.db
  const followed = await readFollowed(read, row)
  const single = new Set(followed.incidents.map(({ id }) => id))
  const chosen = chosenBy(
    row,
    followed.components.map(({ id }) => id),
  )
  const others = (await readOffered(read, ctx.now(), asked)).filter(({ id }) => !single.has(id))
  return {
    follows: followedText(followed, times.voice),
    ...whoIs(row, times.voice),
    how: howText(row, kindsOf(row), times.voice),
    chosen,
    choosable: await readChoosable(read),
    incidents: followed.incidents,
    offered: others.filter((one) => !hearsAnyway(chosen, one)),
    heardAnyway: others.find((one) => one.id === asked?.incident && hearsAnyway(chosen, one))?.name,
    pausedUntil: row.state === 'paused' && row.pausedUntil ? times.on(row.pausedUntil) : undefined,
    newAddress: movesTo(ctx, row, times),
    sent: await readSent(ctx, row.id, times),
  }
}

/** Who follows everything, whole, has nothing to gain from one incident of it. */
function hearsAnyway({ everything, floor, kinds }: Chosen, { kind, what }: FollowedIncident): boolean {
  const news = kind === 'maintenance' ? 'maintenance' : what === 'updates' ? 'incidents' : 'postmortems'
  return everything && floor === 'all' && kinds.includes(news)
}

function chosenBy(row: Subscriber, components: string[]): Chosen {
  const kinds = kindsOf(row)
  return { everything: row.everything, components, kinds, floor: row.floor, language: row.language }
}

/** The address of an endpoint is a secret, also here: whoever passes the link on must not pass that on with it. */
function whoIs({ channel, address, host }: Subscriber, { words }: Voice) {
  const byMail = channel === 'email'
  return { who: byMail ? address : (host ?? words.own.yourEndpointName), byMail, signed: channel === 'webhook' }
}

function howText({ floor, language, channel }: Subscriber, kinds: Hearing[], voice: Voice): string {
  const { subscribing, updates } = voice.words
  const inTheirs = subscribing.inLanguage(updates.languages[languageNamed(language)])
  const news = kinds.length > 0 ? subscribing.aboutNews(newsText(kinds, voice), subscribing.floorsWithin[floor]) : ''
  return [channel === 'email' ? inTheirs : '', news].filter(Boolean).join(voice.language === 'ja' ? '、' : ', ')
}

function movesTo(ctx: Context, { newAddress, newAddressAskedAt }: Subscriber, times: Times): OwnPage['newAddress'] {
  if (!newAddress || !newAddressAskedAt) return undefined
  const until = new Date(newAddressAskedAt.getTime() + addressPatience)
  return until > ctx.now() ? { address: newAddress, until: times.on(until) } : undefined
}
