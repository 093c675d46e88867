import type { Context } from '../context/context.ts'
import type { Resolve } from '../context/outsideUrl.ts'
import { unseal } from '../context/seal.ts'
import { mailedToken, sealedName } from '../context/tokens.ts'
import type { Endpoint } from '../subscribers/endpoints/endpoint.ts'
import type { Channel } from './channel.ts'
import { type Composed, endpointChannel, keptShortly } from './endpointChannel.ts'
import { newsOf } from './news.ts'
import { signedHeaders } from './standardWebhook.ts'
import { webhookBody } from './webhookBody.ts'

/** Webhooks: JSON in the words of Statuspage's, signed by Standard Webhooks. Made once per event; each adds only its own. */
export function webhookChannel(ctx: Context, resolve: Resolve): Channel {
  const bodyOf = keptShortly(async (eventId) => {
    const news = await newsOf(ctx, Number(eventId))
    return news && webhookBody(ctx, news)
  })
  return endpointChannel(ctx, {
    kind: 'webhook',
    goneAt: [],
    resolve,
    async compose(eventId, endpoint) {
      const body = await bodyOf(String(eventId))
      const id = `msg_${sealedName(ctx.keys, 'webhook', eventId, endpoint.id)}`
      return body && signed(ctx, endpoint, id, body)
    },
  })
}

/**
 * One message as it goes to one webhook.
 * @param id the same on every attempt
 */
export function signed(ctx: Context, endpoint: Endpoint, id: string, body: { meta: object }): Composed {
  const secrets = secretsOf(ctx, endpoint)
  if (secrets.length === 0) return { trouble: 'Its secret cannot be opened with our key.' }
  const unsubscribe = `${ctx.config.publicUrl}/unsubscribe/${mailedToken(ctx.keys, 'leave', endpoint.id, endpoint.epoch)}`
  const text = JSON.stringify({ ...body, meta: { ...body.meta, unsubscribe } })
  return { headers: signedHeaders({ id, at: ctx.now(), body: text }, secrets), body: text }
}

/** The newest first; the one before it while its time lasts. */
function secretsOf(ctx: Context, { secret, previousSecret, previousSecretUntil }: Endpoint): string[] {
  const overlaps = previousSecretUntil !== null && previousSecretUntil > ctx.now()
  return [secret, overlaps ? previousSecret : null].flatMap((sealed) => {
    return (sealed && unseal(ctx.keys, 'endpoint secret', sealed)) || []
  })
}
