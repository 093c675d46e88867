import type { Channel, Leased, Outcome } from '../../api/delivery/channel.ts'
import { addEndpoint } from '../../api/subscribers/endpoints/addEndpoint.ts'
import type { EndpointKind } from '../../db/vocabulary.ts'
import { type Receiver, webhookSink } from '../sinks/webhook.ts'
import { type World, world } from '../world.ts'

export type Hooked = World & {
  /** A receiver of its own, closed with the world. */
  receiver(options?: Parameters<typeof webhookSink>[0]): Promise<Receiver>
  /** Adds an endpoint at this address; it follows everything. */
  hook(
    url: string,
    more?: { kind?: EndpointKind; language?: 'de'; owner?: string },
  ): Promise<{ id: number; secret: string }>
  newestEvent(): Promise<number>
}

/** A world whose webhooks may reach loopback. */
export async function hookedWorld(): Promise<Hooked> {
  const w = await world({ config: { webhookNetworks: ['127.0.0.0/8'] } })
  const receivers: Receiver[] = []
  return {
    ...w,
    async receiver(options) {
      const made = await webhookSink(options)
      receivers.push(made)
      return made
    },
    async hook(url, { kind = 'webhook', owner = 'ops@example.org', ...more } = {}) {
      const { id, secret = '' } = await addEndpoint(w.as('ada'), { kind, url, owner, attested: true, ...more })
      return { id: Number(id), secret }
    },
    newestEvent: async () => Number((await w.ctx.db.client.execute('select max(id) as id from events')).rows[0]?.id),
    async close() {
      for (const one of receivers) await one.close()
      await w.close()
    },
  }
}

/** Sends one delivery, as if it had been leased a moment ago. */
export function sendBy(channel: Channel, eventId: number, recipientId: number, attempts = 1): Promise<Outcome> {
  return channel.send(leasedOf(eventId, recipientId, attempts))
}

export function leasedOf(eventId: number, recipientId: number, attempts = 1): Leased {
  return {
    id: recipientId,
    eventId,
    recipientId,
    rank: 1,
    attempts,
    fence: attempts,
    leaseUntil: Number.MAX_SAFE_INTEGER,
  }
}
