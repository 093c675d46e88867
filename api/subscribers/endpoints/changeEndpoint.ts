import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscribers } from '../../../db/schema.ts'
import type { EndpointKind, Language } from '../../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../../context/context.ts'
import { type Resolve, requireOutside, systemResolve } from '../../context/outsideUrl.ts'
import { conflict } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { commit, type IdempotencyKey } from '../../events/commit.ts'
import { columnsOf, kindsOf, requireComponents, someKinds, writeChoice } from '../choice.ts'
import { endpointOf, knownEndpoint, parseOwner, sealedAddress } from './endpoint.ts'
import { floor, id, language, owner, url } from './fields.ts'

export const ChangeEndpoint = z.object({
  id,
  url: url.optional(),
  owner: owner.optional(),
  /** Component or group ids; none for everything. */
  components: z.array(z.string().max(64)).max(500).optional(),
  kinds: someKinds.optional(),
  floor: floor.optional(),
  language: language.optional(),
})

const changeable = ['url', 'owner', 'components', 'kinds', 'floor', 'language']

/**
 * Moves an endpoint to another address, or changes its owner, what it follows, how much of it, or in which language; what is left out stays. A webhook's secret stays too.
 * @returns the endpoint's number
 * @throws missing; invalid; conflict when another endpoint has the address
 */
export async function changeEndpoint(
  ctx: Context,
  input: z.input<typeof ChangeEndpoint>,
  key?: IdempotencyKey,
  resolve: Resolve = systemResolve,
): Promise<string> {
  requireAdministrator(ctx)
  const { id, url, owner, components, ...chosen } = valid(ChangeEndpoint, input)
  const outside = url && (await requireOutside(url, { networks: ctx.config.webhookNetworks, resolve }))
  const ownerAddress = owner && parseOwner(owner).address
  return commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    const other = outside && (await knownEndpoint(tx, ctx, row.channel as EndpointKind, outside))
    if (other && other.id !== row.id) throw conflict('already-subscribed', 'Another endpoint has this address.')
    if (components) await requireComponents(tx, components)
    const change = {
      ...(outside && sealedAddress(ctx, outside)),
      ...(ownerAddress && { ownerAddress }),
      ...(components && { everything: components.length === 0 }),
      ...columnsOf({
        kinds: chosen.kinds ?? kindsOf(row),
        floor: chosen.floor ?? row.floor,
        language: chosen.language ?? (row.language as Language),
      }),
    }
    await tx.update(subscribers).set(change).where(eq(subscribers.id, row.id))
    if (components) await writeChoice(tx, row.id, components)
    const after = { changed: changeable.filter((field) => Object.hasOwn(input, field)) }
    await record({ kind: 'subscriber.changed', subject: id, audience: 'internal', after })
    return id
  })
}
