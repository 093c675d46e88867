import { parseArgs } from 'node:util'
import { restore } from '../../db/restore.ts'
import { readConfig } from '../context/config.ts'
import { databaseFile } from './backupCommand.ts'
import { type Silenced, settleRestored } from './settleRestored.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'
import { withDatabase } from './withDatabase.ts'

/** `candor restore FILE [--resend-since TIME]` */
export async function restoreCommand(args: string[], terminal: Terminal): Promise<void> {
  const { name, since } = read(args)
  const config = readConfig(terminal.env)
  const database = databaseFile(config, 'restored')
  let silenced: Silenced = { deliveries: 0, events: 0, lists: 0 }
  const { kept } = await restore({ backup: terminal.path(name), database, now: new Date() }, async (copy) => {
    const at = { ...config, databaseUrl: `file:${copy}` }
    silenced = await withDatabase(at, terminal, (ctx) => settleRestored(ctx, since))
  })
  terminal.say(`Restored: ${database}`)
  if (kept) terminal.say(`The database that stood there before is kept as ${kept}`)
  if (silenced.deliveries + silenced.events > 0)
    terminal.say(
      `Not mailed, because it may have been before: ${silenced.deliveries.toLocaleString('en')} mails that were ready, and the rest of ${silenced.events.toLocaleString('en')} posts.`,
    )
  if (silenced.lists > 0)
    terminal.say('A list of subscribers was on its way in, and was stopped. Bring it in again: nobody is added twice.')
  terminal.say('Who subscribed, confirmed or left after the backup was made has to do so again. Start the server now.')
}

function read(args: string[]): { name: string; since: Date | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'resend-since': { type: 'string' } },
    })
    const [name, ...more] = positionals
    if (name && more.length === 0) return { name, since: timeOf(values['resend-since']) }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error
  }
  throw mistyped('Restore needs one file: restore FILE, or restore FILE --resend-since TIME.')
}

function timeOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const at = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(+at))
    throw mistyped(`TIME must be like 2026-03-01T09:00:00Z, not "${text}".`)
  return at
}
