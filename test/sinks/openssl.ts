import { execFileSync } from 'node:child_process'

/** A webhook's signature as a receiver without any library would make it; undefined where there is no openssl. */
export function signedByOpenssl(secret: string, signed: string): string | undefined {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64').toString('hex')
  try {
    const options = ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary']
    return execFileSync('openssl', options, { input: signed }).toString('base64')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
