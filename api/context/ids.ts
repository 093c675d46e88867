import { randomBytes } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A public id: 12 characters of a-z0-9, 62 bits, as the Statuspage API's clients expect. */
export function newId(): string {
  let id = ''
  while (id.length < 12) {
    // 252 = 7 · 36: bytes above it would favour the first letters.
    for (const byte of randomBytes(24)) if (byte < 252 && id.length < 12) id += alphabet[byte % 36]
  }
  return id
}

/** A secret for a stranger to keep: 256 bits in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
