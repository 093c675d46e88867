import { createHmac } from 'node:crypto'

/**
 * The headers of a signed message, by Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, once for each secret.
 * @param message.id the same on every attempt, so that a receiver can collapse a repeat
 * @param message.at of this attempt
 * @param secrets as `newWebhookSecret` makes them; several while one takes over from another
 */
export function signedHeaders(
  message: { id: string; at: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1000))
  const signed = `${message.id}.${timestamp}.${message.body}`
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`,
  )
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
}
