import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { StartProblem } from '../../db/health.ts'
import type { Config } from '../context/config.ts'

export type Dkim = NonNullable<Config['dkim']>

/** What signs, and what the world needs to check it. */
export type DkimKey = {
  key: KeyObject
  algorithm: 'rsa-sha256' | 'ed25519-sha256'
  /** The public key as it stands in DNS (base64). */
  published: string
  /** The text of the DNS record that belongs to the key. */
  record: string
}

/** RFC 8301 allows no less. */
const leastBits = 1024

/**
 * The private key that signs our mails, from its PEM file (PKCS#8 or PKCS#1).
 * @param warn hears what should be mended and need not stop us
 * @throws StartProblem in one line: no such file, no key of a kind that can sign mail, fewer than 1,024 bits
 */
export async function readDkimKey({ keyFile }: Dkim, warn: (sentence: string) => void): Promise<DkimKey> {
  const key = keyIn(await textOf(keyFile), keyFile)
  const { mode } = await stat(keyFile)
  if (mode & 0o077)
    warn(`The DKIM key ${keyFile} can be read by others on this machine. Mend it with: chmod 600 ${keyFile}`)
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  if (key.asymmetricKeyType === 'ed25519') {
    // RFC 8463: the bare key, without the 12 bytes that say what it is.
    const published = spki.subarray(12).toString('base64')
    return { key, algorithm: 'ed25519-sha256', published, record: `v=DKIM1; k=ed25519; p=${published}` }
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa')
    throw new StartProblem(`The DKIM key ${keyFile} is neither RSA nor Ed25519, and others cannot sign mail.`)
  if (bits < leastBits)
    throw new StartProblem(`The DKIM key ${keyFile} has ${bits} bits; receivers ask for ${leastBits}, better 2048.`)
  const published = spki.toString('base64')
  return { key, algorithm: 'rsa-sha256', published, record: `v=DKIM1; k=rsa; p=${published}` }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartProblem(`The DKIM key ${file} cannot be read (${code}): see DKIM_KEY_FILE.`)
  }
}

function keyIn(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new StartProblem(`The DKIM key ${file} is not a private key in PEM, or has a passphrase: see DKIM_KEY_FILE.`)
  }
}
