import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartProblem } from '../../db/health.ts'
import { fileOf } from '../../db/open.ts'
import type { Config } from './config.ts'
import type { Keys } from './tokens.ts'

/**
 * The keys that sign and encrypt: from the environment, or from a file beside the database (mode 0600) made at the first start.
 * @throws StartProblem when a libSQL server is used without SECRET_KEY: two processes would make two keys
 */
export function readKeys(config: Config): Keys {
  const current = config.secretKey ?? keyBeside(config)
  const keys: [KeyObject, ...KeyObject[]] = [derive(current)]
  if (config.previousSecretKey) keys.push(derive(config.previousSecretKey))
  return keys
}

function keyBeside(config: Config): string {
  const database = fileOf(config.databaseUrl)
  if (!database) throw new StartProblem('A libSQL server needs SECRET_KEY set; make one with: openssl rand -base64 32.')
  const path = join(dirname(database), 'secret.key')
  if (!existsSync(path)) writeOnce(path)
  chmodSync(path, 0o600)
  const text = readFileSync(path, 'utf8').trim()
  if (text.length < 32) throw new StartProblem(`The key file ${path} is damaged: it must hold at least 32 characters.`)
  return text
}

/** `wx`: of two first starts at once, one writes and both read what it wrote. */
function writeOnce(path: string) {
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** As an object, because Node takes four times as long for a signature when it makes one of the bytes each time. */
function derive(text: string): KeyObject {
  return createSecretKey(createHash('sha256').update(`candor\n${text}`).digest())
}
