import { createHash, createSecretKey } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../api/context/config.ts'
import { as, type Context, type Log } from '../api/context/context.ts'
import type { Transport } from '../api/delivery/email.ts'
import { newMailbox } from '../api/delivery/mailbox.ts'
import { newestVersion } from '../api/events/commit.ts'
import { migrationsFolder } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { begins, type CastName, cast, settle, shown } from './cast.ts'
import { deliverAll } from './deliverAll.ts'
import { addSubscriber, addSubscribers } from './followers.ts'

export type World = Awaited<ReturnType<typeof world>>

/**
 * A database of its own, a clock that stands still until told, and the cast.
 * @param options.bare nothing but tables: no page, no components, no people
 * @param options.databaseUrl another database than a fresh file; it must be empty, and is settled unless `bare`
 */
export async function world(options: { bare?: boolean; databaseUrl?: string; config?: Partial<Config> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-world-'))
  const file = join(folder, 'candor.db')
  const url = options.databaseUrl ?? `file:${file}`
  if (!options.databaseUrl) copyFileSync(await template(options.bare ?? false), file)
  const db = await openDatabase(url)
  if (options.databaseUrl && !options.bare) await db.write('urgent', settle)

  const clock = newClock()
  const mailbox = newMailbox(10_000)
  const logged: Line[] = []
  const seen = { version: await newestVersion(db.read), wakes: 0 }
  const env = { DATABASE_URL: url, PUBLIC_URL: 'https://status.harbour.example', SECRET_KEY: 'k'.repeat(40) }
  const ctx: Context = {
    db,
    config: { ...readConfig(env), ...options.config },
    keys: [createSecretKey(createHash('sha256').update('the key of the test world').digest())],
    now: clock.now,
    actor: cast.stranger,
    log: logInto(logged),
    version: () => seen.version,
    wake: () => void seen.wakes++,
  }
  return {
    ctx,
    file,
    folder,
    clock,
    logged,
    /** Component ids by a short name. */
    components: shown,
    /** How often a commit woke the relay. */
    wakes: () => seen.wakes,
    as: (name: CastName): Context => as(ctx, cast[name]),
    /** A confirmed subscriber, unless said otherwise. Returns their number. */
    subscriber: (address: string, more: Parameters<typeof addSubscriber>[2] = {}) => addSubscriber(ctx, address, more),
    /** Many confirmed subscribers to everything: reader1@example.org … */
    subscribers: (count: number) => addSubscribers(ctx, count),
    /** Runs the relay until nothing is left to do now. Mail goes into the mailbox unless a transport is given. */
    deliverAll: (transport: Transport = mailbox.transport) => deliverAll(ctx, transport),
    /** What was caught for an address, oldest first; for everybody without one. */
    mailbox: (address?: string) =>
      mailbox
        .list()
        .filter(({ to }) => !address || to === address)
        .reverse(),
    transport: mailbox.transport,
    /** Sees the newest public version, as a process does when it tails the log. */
    tail: async () => {
      seen.version = await newestVersion(db.read)
    },
    close: async () => {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Line = { level: 'info' | 'warn' | 'error'; message: string; fields: object }

function logInto(lines: Line[]): Log {
  const at = (level: Line['level']) => (fields: object, message: string) => void lines.push({ level, message, fields })
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

function newClock() {
  let time = begins.getTime()
  return {
    now: () => new Date(time),
    set: (iso: string) => {
      time = new Date(iso).getTime()
    },
    /** @param ms milliseconds */
    advance: (ms: number) => {
      time += ms
    },
  }
}

/** A migrated file is copied, not made again: named by what it is made of, and moved into place whole. */
async function template(bare: boolean): Promise<string> {
  const migrations = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'))
  const parts = [...migrations.map((name) => join(migrationsFolder, name)), join(import.meta.dirname, 'cast.ts')]
  const made = parts.map((part) => readFileSync(part, 'utf8')).join('')
  const name = `candor-template-${createHash('sha256').update(made).digest('hex').slice(0, 16)}${bare ? '-bare' : ''}`
  const path = join(tmpdir(), `${name}.db`)
  if (existsSync(path)) return path

  const folder = mkdtempSync(join(tmpdir(), 'candor-template-'))
  const fresh = join(folder, 'fresh.db')
  const db = await openDatabase(`file:${fresh}`)
  if (!bare) await db.write('urgent', settle)
  await db.client.execute('pragma wal_checkpoint(truncate)')
  await db.close()
  renameSync(fresh, path)
  rmSync(folder, { recursive: true, force: true })
  return path
}
