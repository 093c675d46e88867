import { sql } from 'drizzle-orm'
import type { Reader } from '../../db/open.ts'
import { subscribers } from '../../db/schema.ts'
import { type Limiter, newLimiter } from '../context/limiter.ts'
import { Problem } from '../context/problems.ts'
import { mailboxOf } from './address.ts'

const hour = 3_600_000
const day = 24 * hour
const week = 7 * day

/** How long a time in `asks` still counts. */
export const remembered = week

/** Per source 20 asks an hour; made once for a process and handed in. */
export function newAskLimiter(now: () => Date): Limiter {
  return newLimiter({ max: 20, windowMs: hour, now })
}

/** @throws tooMany with the seconds to wait */
export function takeAsk(limiter: Limiter, address: string): void {
  const wait = limiter.take(sourceOf(address))
  if (wait === 0) return
  const sentence = 'Too many subscriptions were asked for from your network. Please try again later.'
  throw new Problem('tooMany', 'too-many-asks', sentence, { retryAfter: Math.ceil(wait / 1000) })
}

/** The network that an address belongs to: /24 for IPv4, /56 for IPv6, because that is what one customer gets. */
export function sourceOf(address: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)
  if (four) return `${four[1]}.0/24`
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const front = head.split(':').filter(Boolean)
  const back = tail?.split(':').filter(Boolean) ?? []
  const groups = tail === undefined ? front : [...front, ...Array(8 - front.length - back.length).fill('0'), ...back]
  const first = groups.slice(0, 4).map((group) => group.padStart(4, '0').toLowerCase())
  return `${first.join(':').slice(0, 17)}00::/56`
}

/** Whether one more confirmation mail may go to this mailbox: one in 24 hours, three in a week, all its spellings together. */
export async function mayWrite(reader: Pick<Reader, 'select'>, key: string, now: Date): Promise<boolean> {
  return allowsOneMore(await asksOfMailbox(reader, key), now)
}

/** @param asks when this mailbox was written to before */
export function allowsOneMore(asks: readonly number[], now: Date): boolean {
  const since = (ms: number) => asks.filter((time) => time > now.getTime() - ms).length
  return since(day) < 1 && since(week) < 3
}

/** Under all its names, about itself or about an endpoint. */
async function asksOfMailbox(reader: Pick<Reader, 'select'>, key: string): Promise<number[]> {
  const rows = await reader
    .select({ asks: subscribers.asks })
    .from(subscribers)
    .where(sql`mailbox = ${mailboxOf(key)} and asks <> '[]'`)
  return rows.flatMap(({ asks }) => asks)
}
