import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/open.ts'
import { subscribers } from '../../../db/schema.ts'
import type { EndpointKind } from '../../../db/vocabulary.ts'
import type { Context } from '../../context/context.ts'
import { invalid, missing, Problem } from '../../context/problems.ts'
import { seal, sealedKey } from '../../context/seal.ts'
import { newWebhookSecret } from '../../context/webhookSecret.ts'
import { type Address, parseAddress } from '../address.ts'
import { writeChoice } from '../choice.ts'
import { reachable } from '../reactivate.ts'

export type Endpoint = typeof subscribers.$inferSelect

/** A secret stands here once and nowhere else; after a repeated request, and for chats, not even here. */
export type Made = { id: string; secret: string | undefined }

/** How an address is kept: sealed, with a name to find it by, and its host to tell it apart. */
export function sealedAddress(ctx: Context, url: URL) {
  return {
    address: seal(ctx.keys, 'endpoint address', url.href),
    addressKey: sealedKey(ctx.keys[0], 'endpoint address', url.href),
    host: url.host,
  }
}

/** A new signing secret, and how it is kept. */
export function freshSecret(ctx: Context): { secret: string; sealed: string } {
  const secret = newWebhookSecret()
  return { secret, sealed: seal(ctx.keys, 'endpoint secret', secret) }
}

/** What an endpoint that begins anew has of an earlier life: nothing. */
export const afresh = {
  ...reachable,
  leftAt: null,
  pausedUntil: null,
  secret: null,
  previousSecret: null,
  previousSecretUntil: null,
}

/** Writes an endpoint down, in the place of what was known of the same address. A link that was mailed before is good for nothing. */
export async function writeEndpoint(
  tx: Tx,
  known: Endpoint | undefined,
  values: typeof subscribers.$inferInsert,
  components: string[],
): Promise<number> {
  const epoch = known ? known.epoch + 1 : 0
  if (known)
    await tx
      .update(subscribers)
      .set({ ...values, epoch })
      .where(eq(subscribers.id, known.id))
  const [row] = known ? [known] : await tx.insert(subscribers).values(values).returning({ id: subscribers.id })
  const id = row?.id as number
  await writeChoice(tx, id, components)
  return id
}

/** The endpoint with this address, under whichever key it was written down. */
export async function knownEndpoint(reader: Pick<Reader, 'select'>, ctx: Context, kind: EndpointKind, url: URL) {
  const names = ctx.keys.map((key) => sealedKey(key, 'endpoint address', url.href))
  const [known] = await reader
    .select()
    .from(subscribers)
    .where(and(eq(subscribers.channel, kind), inArray(subscribers.addressKey, names)))
  return known
}

/** @throws missing, for a subscriber by mail too */
export async function endpointOf(reader: Pick<Reader, 'select'>, id: string): Promise<Endpoint> {
  const [row] = await reader
    .select()
    .from(subscribers)
    .where(and(eq(subscribers.id, Number(id)), ne(subscribers.channel, 'email')))
  if (!row) throw missing('endpoint')
  return row
}

/** @throws invalid on the field `owner` */
export function parseOwner(typed: string): Address {
  try {
    return parseAddress(typed)
  } catch (error) {
    if (error instanceof Problem) throw invalid({ owner: error.message })
    throw error
  }
}
