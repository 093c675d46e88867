import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import type { Keys } from './tokens.ts'

/** What is sealed: a text sealed as one thing does not open as another. */
export type Sealed = 'endpoint address' | 'endpoint secret'

const version = 's1'

/**
 * Encrypts what may not lie readable in the database: AES-256-GCM under the first key.
 * @returns "s1.…" in base64url: 12 bytes of nonce, 16 of tag, then the text
 */
export function seal(keys: Keys, what: Sealed, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(keys[0], 'seal'), nonce).setAAD(Buffer.from(what))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

/** The text again, under whichever key it was sealed; undefined when none opens it, or somebody changed it. */
export function unseal(keys: Keys, what: Sealed, sealed: string): string | undefined {
  const [made, body] = sealed.split('.')
  const bytes = Buffer.from(body ?? '', 'base64url')
  if (made !== version || bytes.length < 28) return undefined
  for (const key of keys) {
    const text = opened(keyFor(key, 'seal'), what, bytes)
    if (text !== undefined) return text
  }
  return undefined
}

/** A name for a secret text, by which it is found again and from which it cannot be guessed without the key. */
export function sealedKey(key: KeyObject, what: Sealed, text: string): string {
  return createHmac('sha256', keyFor(key, 'name')).update(`${what}\n${text}`).digest('base64url')
}

function opened(key: Buffer, what: Sealed, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(what))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** A key for one use, so that no two uses can be played against each other. */
function keyFor(key: KeyObject, use: 'seal' | 'name'): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `candor ${use}`, 32))
}
