import { page } from '../../db/schema.ts'
import { type EndpointKind, type Language, languages } from '../../db/vocabulary.ts'
import { voiceIn } from '../../emails/voice.ts'
import type { Context } from '../context/context.ts'
import type { Resolve } from '../context/outsideUrl.ts'
import type { Channel } from './channel.ts'
import { discord, googleChat, slack, teams } from './chatFormats.ts'
import { chatNotice, type Notice, type Teller } from './chatNotice.ts'
import { endpointChannel, keptShortly } from './endpointChannel.ts'
import { newsOf } from './news.ts'
import { textOf } from './post.ts'

export type ChatKind = Exclude<EndpointKind, 'webhook'>

/** How each chat wants a message, and which statuses say that its room is gone; a chat without a format does not compile. */
export const formats: { [kind in ChatKind]: { shape(notice: Notice): object; goneAt: readonly number[] } } = {
  slack: { shape: slack, goneAt: [404] },
  teams: { shape: teams, goneAt: [] },
  discord: { shape: discord, goneAt: [404] },
  google_chat: { shape: googleChat, goneAt: [] },
}

/** A room of a chat, written to in its own format. Made once per event and language. */
export function chatChannel(ctx: Context, kind: ChatKind, resolve: Resolve): Channel {
  const { shape, goneAt } = formats[kind]
  const textIn = keptShortly(async (key) => {
    const [eventId, spoken] = key.split(' ')
    const language = languages.find((one) => one === spoken) ?? 'en'
    const notice = await noticeOf(ctx, Number(eventId), language)
    return notice && JSON.stringify(shape(notice))
  })
  return endpointChannel(ctx, {
    kind,
    goneAt,
    resolve,
    async compose(eventId, endpoint) {
      const body = await textIn(`${eventId} ${endpoint.language}`)
      return body === undefined ? undefined : { headers: {}, body }
    },
  })
}

async function noticeOf(ctx: Context, eventId: number, language: Language): Promise<Notice | undefined> {
  const news = await newsOf(ctx, eventId)
  if (!news) return undefined
  const text = news.about === 'story' ? (await textOf({ ctx, language }, news.update)).text : ''
  return chatNotice(news, { ...(await tellerIn(ctx, language)), text })
}

/** Who speaks to a chat. */
export async function tellerIn(ctx: Context, language: Language): Promise<Omit<Teller, 'text'>> {
  const [own] = await ctx.db.read.select().from(page).limit(1)
  return {
    page: { name: own?.name ?? 'Status', url: ctx.config.publicUrl },
    voice: voiceIn(language, own?.timeZone ?? 'Etc/UTC'),
  }
}
