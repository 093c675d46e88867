import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

/** What a mailed token allows; a token for one purpose is worthless for another. */
export type Purpose = 'confirm' | 'leave' | 'manage' | 'address' | 'mute' | 'setUp' | 'form'

/** The keys in use: the first signs, all are accepted, so that a rotation breaks no mailed link. */
export type Keys = readonly [KeyObject, ...KeyObject[]]

/**
 * A token that is nowhere stored: HMAC-SHA256 over purpose, recipient and epoch, cut to 132 bits, behind the recipient's number.
 * @param epoch the recipient's counter; raising it revokes every token mailed before
 */
export function mailedToken(keys: Keys, purpose: Purpose, recipient: number, epoch: number): string {
  return `${recipient.toString(36)}-${mac(keys[0], purpose, recipient, epoch)}`
}

/** The recipient's number that a token claims; undefined when it is no token at all. Prove it with `provesToken`. */
export function recipientOfToken(token: string): number | undefined {
  const match = /^([0-9a-z]{1,11})-[\w-]{22}$/.exec(token)
  return match?.[1] ? Number.parseInt(match[1], 36) : undefined
}

/** Whether the token was made by us for this purpose, recipient and epoch. Takes the same time for every answer. */
export function provesToken(keys: Keys, token: string, purpose: Purpose, recipient: number, epoch: number): boolean {
  const given = token.slice(token.indexOf('-') + 1)
  let proven = false
  for (const key of keys) if (sameText(given, mac(key, purpose, recipient, epoch))) proven = true
  return proven
}

/** A stable name made of facts, from which the facts cannot be read: for Message-IDs and webhook ids. */
export function sealedName(keys: Keys, ...facts: (string | number)[]): string {
  // The last key, not the first: a name must survive the rotation that adds one in front.
  const key = keys.at(-1) as KeyObject
  return createHmac('sha256', key)
    .update(`name\n${facts.join('\n')}`)
    .digest('base64url')
    .slice(0, 22)
}

/** SHA-256 in hex: how session ids and API keys are kept. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function mac(key: KeyObject, purpose: Purpose, recipient: number, epoch: number): string {
  return createHmac('sha256', key).update(`${purpose}\n${recipient}\n${epoch}`).digest('base64url').slice(0, 22)
}
