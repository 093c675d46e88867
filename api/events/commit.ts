import { and, eq, max } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { events, idempotencyKeys } from '../../db/schema.ts'
import type { Audience, EventKind } from '../../db/vocabulary.ts'
import { type Context, refOf } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import { indexTexts } from './indexTexts.ts'
import { writing } from './writing.ts'

/** A fact for the log. What it names of people, it names by id. */
export type Fact = {
  kind: EventKind
  /** The id of what it is about. */
  subject: string
  incidentId?: string
  before?: unknown
  after?: unknown
  audience: Audience
  /** Whom to tell; nobody unless said. */
  tell?: 'list' | 'subscriber' | 'person' | 'nobody'
  notBefore?: Date
}

/** Records a fact in the transaction under way and returns its event id. */
export type Record = (fact: Fact) => Promise<number>

/** A caller's own name for a request, so that a repeat has no second effect. */
export type IdempotencyKey = { route: string; key: string; bodyHash: string }

/**
 * The one way to write a fact: rows and events commit together or not at all, then the relay is woken.
 * @param options.key claimed first, in the same transaction; a repeat returns the first id and writes nothing
 * @param work returns the id of what it made or changed
 * @returns that id
 * @throws whatever `work` throws; invalid when a key comes back with another body; busy after 5 s behind a foreign lock
 */
export async function commit(
  ctx: Context,
  options: { key?: IdempotencyKey | undefined },
  work: (tx: Tx, record: Record) => Promise<string>,
): Promise<string> {
  const id = await writing(ctx, 'urgent', async (tx) => {
    const earlier = options.key && (await replayOf(tx, ctx, options.key))
    if (earlier) return earlier
    let recorded = 0
    const changed = new Set<string>()
    const id = await work(tx, (fact) => {
      recorded++
      if (fact.audience === 'public' && fact.incidentId) changed.add(fact.incidentId)
      return append(tx, ctx, fact)
    })
    if (recorded === 0) throw new Error('A commit must record at least one event.')
    await indexTexts(tx, [...changed])
    if (options.key) await tx.insert(idempotencyKeys).values(claimOf(ctx, options.key, id))
    return id
  })
  ctx.wake()
  return id
}

async function append(tx: Tx, ctx: Context, fact: Fact): Promise<number> {
  const publicSeq = fact.audience === 'public' ? (await newestVersion(tx)) + 1 : null
  const rows = await tx
    .insert(events)
    .values({
      publicSeq,
      at: ctx.now(),
      actor: refOf(ctx.actor),
      kind: fact.kind,
      subject: fact.subject,
      incidentId: fact.incidentId ?? null,
      before: fact.before ?? null,
      after: fact.after ?? null,
      audience: fact.audience,
      tell: fact.tell ?? 'nobody',
      notBefore: fact.notBefore ?? null,
    })
    .returning({ id: events.id })
  return rows[0]?.id as number
}

/** The newest public version; 0 before the first public event. */
export async function newestVersion(reader: Pick<Tx, 'select'>): Promise<number> {
  const rows = await reader.select({ version: max(events.publicSeq) }).from(events)
  return rows[0]?.version ?? 0
}

/** The write lock is held from the start, so looking first and inserting last is one step to everybody else. */
async function replayOf(tx: Tx, ctx: Context, { route, key, bodyHash }: IdempotencyKey): Promise<string | undefined> {
  const mine = and(
    eq(idempotencyKeys.actor, refOf(ctx.actor)),
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  )
  const [earlier] = await tx.select().from(idempotencyKeys).where(mine)
  if (earlier && earlier.bodyHash !== bodyHash)
    throw new Problem(
      'invalid',
      'idempotency-key-reused',
      'This Idempotency-Key was used for a different request. Use a new one.',
    )
  return earlier?.resultId
}

function claimOf(ctx: Context, { route, key, bodyHash }: IdempotencyKey, resultId: string) {
  return { actor: refOf(ctx.actor), route, key, bodyHash, resultId, at: ctx.now() }
}
