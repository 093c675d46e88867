import { eq } from 'drizzle-orm'
import { subscribers } from '../../db/schema.ts'
import type { EndpointKind } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import type { Resolve } from '../context/outsideUrl.ts'
import { unseal } from '../context/seal.ts'
import type { Endpoint } from '../subscribers/endpoints/endpoint.ts'
import type { Channel, Leased } from './channel.ts'
import { outcomeOfAnswer } from './endpointAnswer.ts'
import { noteAnswers } from './endpointHealth.ts'
import { newTurns } from './endpointTurns.ts'
import { type Answer, postOutside } from './outgoing.ts'
import { webhookSchedule } from './webhookSchedule.ts'

/** What one endpoint is sent, or why it cannot be. */
export type Composed = { headers: Record<string, string>; body: string } | { trouble: string }

/** Writes for one kind of endpoint; undefined when there is nothing to tell any more. */
export type Compose = (eventId: number, endpoint: Endpoint) => Promise<Composed | undefined>

export type Parts = {
  kind: EndpointKind
  compose: Compose
  /** Statuses that say that nobody is there any more, beside 410. */
  goneAt: readonly number[]
  resolve: Resolve
}

const connections = 32

/** A channel that posts to addresses of strangers: each has its own turns, so that one that never answers holds up nobody else. */
export function endpointChannel(ctx: Context, { kind, compose, goneAt, resolve }: Parts): Channel {
  const turns = newTurns(ctx.now, connections)
  const closing = new AbortController()
  return {
    kind,
    connections,
    schedule: webhookSchedule,
    async send(delivery) {
      if (ctx.config.demo) return { kind: 'skipped', answer: 'the demo sends nothing' }
      const endpoint = await endpointFor(ctx, delivery)
      if (!endpoint) return { kind: 'skipped', answer: 'does not follow any more' }
      const wait = turns.take(endpoint.id, endpoint.failingSince !== null)
      if (wait > 0) return { kind: 'held', answer: 'waits for its turn', after: wait }
      let ended = { ok: true, ms: 0, rest: 0 }
      try {
        const letter = await compose(delivery.eventId, endpoint)
        if (!letter) return { kind: 'skipped', answer: 'nothing to tell any more' }
        const answer = await post(ctx, endpoint, letter, { resolve, signal: closing.signal })
        const outcome = outcomeOfAnswer(answer, goneAt, ctx.now())
        ended = { ok: outcome.kind === 'sent', ms: answer.ms, rest: outcome.after ?? 0 }
        return outcome
      } finally {
        turns.end(endpoint.id, ended)
      }
    },
    recorded: (results) => noteAnswers(ctx, results),
    close: async (force) => {
      if (force) closing.abort()
    },
  }
}

/** Looked at once more, at the last moment: whoever left meanwhile gets nothing. */
async function endpointFor(ctx: Context, { recipientId }: Leased): Promise<Endpoint | undefined> {
  const [row] = await ctx.db.read.select().from(subscribers).where(eq(subscribers.id, recipientId))
  return row?.state === 'active' ? row : undefined
}

type Way = { resolve: Resolve; signal?: AbortSignal; deadline?: number }

/** Posts what was written to the endpoint's own address, which is read here and nowhere else. */
export async function post(ctx: Context, endpoint: Endpoint, letter: Composed, way: Way): Promise<Answer> {
  if ('trouble' in letter) return { kind: 'failed', why: letter.trouble, ms: 0 }
  const url = unseal(ctx.keys, 'endpoint address', endpoint.address)
  if (url === undefined) return { kind: 'failed', why: 'Its address cannot be opened with our key.', ms: 0 }
  const agent = `Candor (+${ctx.config.publicUrl})`
  const headers = { 'Content-Type': 'application/json', 'User-Agent': agent, Accept: '*/*', ...letter.headers }
  return postOutside({ url, headers, body: letter.body }, { networks: ctx.config.webhookNetworks, ...way })
}

/** What was made lately is made once; what is older is made anew, so that a correction overtakes the rest of a list. */
export function keptShortly<T>(make: (key: string) => Promise<T>, freshness = 1000): (key: string) => Promise<T> {
  const kept = new Map<string, { at: number; made: Promise<T> }>()
  return (key) => {
    const at = performance.now()
    for (const [old, one] of kept) if (one.at < at - freshness) kept.delete(old)
    const known = kept.get(key)
    if (known) return known.made
    const made = make(key)
    made.catch(() => kept.delete(key))
    kept.set(key, { at, made })
    return made
  }
}
