import { z } from 'zod'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { type Resolve, requireOutside, systemResolve } from '../../context/outsideUrl.ts'
import { conflict } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { columnsOf, requireComponents } from '../choice.ts'
import { afresh, freshSecret, knownEndpoint, type Made, parseOwner, sealedAddress, writeEndpoint } from './endpoint.ts'
import { kind, owner, url, wishes } from './fields.ts'

export const AddEndpoint = z.object({
  kind,
  url,
  owner,
  ...wishes,
  /** Whoever adds it says that its owner agreed; who said so stands in the log. */
  attested: z.literal(true, 'Say that the owner of the endpoint has agreed.'),
})

/**
 * Adds a webhook or a room of a chat whose owner agreed elsewhere: it is told from the next post on.
 * @param input `url` https; inside WEBHOOK_NETWORKS also http. `components` none for everything
 * @returns the endpoint's number, and a webhook's signing secret, which is shown this once
 * @throws invalid; conflict for an address that is there already
 */
export async function addEndpoint(
  ctx: Context,
  input: z.input<typeof AddEndpoint>,
  key?: IdempotencyKey,
  resolve: Resolve = systemResolve,
): Promise<Made> {
  requireAdministrator(ctx)
  const { kind, url, owner, components, ...chosen } = valid(AddEndpoint, input)
  const { address: ownerAddress } = parseOwner(owner)
  const outside = await requireOutside(url, { networks: ctx.config.webhookNetworks, resolve })
  const fresh = kind === 'webhook' ? freshSecret(ctx) : undefined
  const made: { secret: string | undefined } = { secret: undefined }
  const id = await commit(ctx, { key }, async (tx, record) => {
    await requireComponents(tx, components)
    const known = await knownEndpoint(tx, ctx, kind, outside)
    if (known && known.state !== 'pending' && known.state !== 'unsubscribed')
      throw conflict('already-subscribed', 'This endpoint is there already.')
    const at = { createdAt: ctx.now(), askedAt: ctx.now(), confirmedAt: ctx.now(), asks: known?.asks ?? [] }
    const kept = { channel: kind, ...sealedAddress(ctx, outside), ownerAddress, everything: components.length === 0 }
    const agreed = { ...afresh, ...at, ...kept, ...columnsOf(chosen), secret: fresh?.sealed ?? null }
    const id = String(await writeEndpoint(tx, known, agreed, components))
    const after = { attested: true, channel: kind }
    await record({ kind: 'subscriber.confirmed', subject: id, audience: 'internal', after })
    made.secret = fresh?.secret
    return id
  })
  return { id, ...made }
}
