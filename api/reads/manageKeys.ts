import type { Scope } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { listKeys } from '../people/listKeys.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type KeyLine = {
  id: string
  name: string
  prefix: string
  may: string
  created: Moment
  used: Moment | undefined
  ends: Moment | undefined
  live: boolean
  /** "revoked" or "expired". */
  over: string
}

const scopeWords: Record<Scope, string> = {
  read: 'read',
  post: 'post',
  administer: 'administer',
  bounces: 'report bounces',
}

/** Keys, those that still open something first. @throws forbidden */
export async function readKeys(ctx: Context): Promise<KeyLine[]> {
  const [{ times, now }, rows] = await Promise.all([readPage(ctx), listKeys(ctx)])
  const on = (at: Date | null) => (at ? times.on(at) : undefined)
  const lines = rows.map((row): KeyLine => {
    const over = row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= now ? 'expired' : ''
    return {
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      may: row.scopes.map((scope) => scopeWords[scope]).join(', '),
      created: times.date(row.createdAt),
      used: on(row.lastUsedAt),
      ends: on(row.expiresAt),
      live: over === '',
      over,
    }
  })
  return lines.sort((a, b) => Number(b.live) - Number(a.live))
}
