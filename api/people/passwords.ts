import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** Length is what makes a password strong, so there are no rules about which characters. */
export const password = z
  .string('A password is needed.')
  .min(12, 'The password must have at least 12 characters. Three or four words make a good one.')
  .max(200, 'The password may have at most 200 characters.')

/** argon2id, 19 MiB, two passes: the library's defaults, written down so that an upgrade cannot change them. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same password typed on two keyboards is the same password: hence NFKC. */
export function hashPassword(text: string): Promise<string> {
  return hash(text.normalize('NFKC'), cost)
}

/**
 * Whether the password is the one behind the hash.
 * @param stored undefined for somebody we do not know: a dummy is hashed all the same, so that the answer takes as long
 */
export async function provesPassword(stored: string | null | undefined, text: string): Promise<boolean> {
  const matches = await verify(stored ?? dummy, text.normalize('NFKC'))
  return matches && Boolean(stored)
}

const dummy = '$argon2id$v=19$m=19456,t=2,p=1$I4YxgLjRRBxTvMzq9+VZ0w$rh71UiV6nYTUMf+SwpgZjuMJaD1MgJb0CrcICMxB4O8'
