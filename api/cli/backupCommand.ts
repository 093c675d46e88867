import { backUp } from '../../db/backup.ts'
import { StartProblem } from '../../db/health.ts'
import { fileOf } from '../../db/open.ts'
import { type Config, readConfig } from '../context/config.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'

/** `candor backup FILE` */
export async function backupCommand(args: string[], terminal: Terminal): Promise<void> {
  const [name, ...more] = args
  if (!name || name.startsWith('-') || more.length > 0)
    throw mistyped('Backup needs one file to write to: backup FILE.')
  const config = readConfig(terminal.env)
  const { file, bytes } = await backUp(databaseFile(config, 'backed up'), terminal.path(name))
  terminal.say(
    `Backup written and checked: ${file} (${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB).`,
  )
  terminal.say(keepTheKey(config))
}

/** @throws StartProblem when the database is a libSQL server */
export function databaseFile(config: Config, done: string): string {
  const file = fileOf(config.databaseUrl)
  if (file) return file
  throw new StartProblem(
    `DATABASE_URL is a libSQL server, which is ${done} with its own tools: for sqld its snapshots, its replication to S3, or a copy of its folder while it is stopped; on Turso "turso db export".`,
  )
}

function keepTheKey(config: Config): string {
  const key = config.secretKey ? 'SECRET_KEY' : 'the file secret.key beside the database'
  return `Keep ${key} too, in another place: it is never in a backup, and links in mails and stored secrets need it.`
}
