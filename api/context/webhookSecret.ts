import { randomBytes } from 'node:crypto'

/** A new signing secret as Standard Webhooks writes it: 32 random bytes in base64 behind "whsec_". Shown once, kept sealed. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
