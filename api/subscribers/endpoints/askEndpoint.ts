import { z } from 'zod'
import type { Context } from '../../context/context.ts'
import { type Resolve, requireOutside, systemResolve } from '../../context/outsideUrl.ts'
import { valid } from '../../context/valid.ts'
import { commit } from '../../events/commit.ts'
import { nobody } from '../ask.ts'
import { columnsOf, requireComponents } from '../choice.ts'
import { mayWrite, remembered } from '../limits.ts'
import { afresh, type Endpoint, knownEndpoint, parseOwner, sealedAddress, writeEndpoint } from './endpoint.ts'
import { kind, owner, url, wishes } from './fields.ts'

export const AskEndpoint = z.object({ kind, url, owner, ...wishes })

/**
 * A stranger asks that an endpoint be told. Nothing is sent there before its owner has confirmed from a mail; that mail is sent unless
 * the endpoint is told already, or its owner was written to lately. The caller learns none of that.
 * @param input `owner` the mail address of whoever answers for it; `components` none for everything
 * @throws invalid
 */
export async function askEndpoint(
  ctx: Context,
  input: z.input<typeof AskEndpoint>,
  resolve: Resolve = systemResolve,
): Promise<void> {
  const { kind, url, owner, components, ...chosen } = valid(AskEndpoint, input)
  const { address: ownerAddress, key } = parseOwner(owner)
  const outside = await requireOutside(url, { networks: ctx.config.webhookNetworks, resolve })
  const at = ctx.now()
  await commit(ctx, {}, async (tx, record) => {
    await requireComponents(tx, components)
    const known = await knownEndpoint(tx, ctx, kind, outside)
    const writes = isFree(known, key, at) && (await mayWrite(tx, key, at))
    const asks = [...recentOf(known, at), ...(writes ? [at.getTime()] : [])]
    const kept = { channel: kind, ...sealedAddress(ctx, outside), ownerAddress, everything: components.length === 0 }
    const asked = {
      ...afresh,
      ...kept,
      ...columnsOf(chosen),
      state: 'pending',
      createdAt: at,
      askedAt: at,
      asks,
    } as const
    const id = writes ? await writeEndpoint(tx, known, asked, components) : (known?.id ?? nobody)
    const tell = writes ? 'subscriber' : 'nobody'
    await record({ kind: 'subscriber.asked', subject: String(id), audience: 'internal', tell })
    return String(id)
  })
}

/** The first to ask has a week to confirm: else a stranger could take it over, or have many owners written to. */
function isFree(known: Endpoint | undefined, key: string, at: Date): boolean {
  if (!known) return true
  if (known.state === 'active' || known.state === 'paused') return false
  return known.ownerAddress?.toLowerCase() === key || recentOf(known, at).length === 0
}

function recentOf(known: Endpoint | undefined, at: Date): number[] {
  return (known?.asks ?? []).filter((time) => time > at.getTime() - remembered)
}
