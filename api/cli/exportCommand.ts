import { rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { StartProblem } from '../../db/health.ts'
import { readConfig } from '../context/config.ts'
import type { Context } from '../context/context.ts'
import { csvFile } from '../context/csv.ts'
import { exportedColumns, exportSubscribers } from '../subscribers/lists/exportSubscribers.ts'
import { type BuiltSite, exportSite } from './exportSite.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'
import { withDatabase } from './withDatabase.ts'

/** `candor export DIR` or `candor export subscribers FILE` */
export async function exportCommand(args: string[], terminal: Terminal, site?: BuiltSite): Promise<void> {
  const [what, name, ...more] = args
  if (what && what !== 'subscribers' && !what.startsWith('-') && name === undefined)
    return exportSite(what, terminal, site)
  if (what !== 'subscribers' || !name || name.startsWith('-') || more.length > 0)
    throw mistyped(
      'Export needs a folder for the public site, or a file for the list: export DIR, or export subscribers FILE.',
    )
  const config = readConfig(terminal.env)
  const file = terminal.path(name)
  const count = await withDatabase(config, terminal, (ctx) => writeAll(ctx, file, terminal))
  terminal.show('')
  terminal.say(`Written: ${count.toLocaleString('en')} subscribers, with their addresses, to ${file}`)
}

/** Addresses are inside, hence 0600; a file that is there already may be the only copy of something. */
async function writeAll(ctx: Context, file: string, terminal: Terminal): Promise<number> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new StartProblem(`The file ${file} is there already. Choose another name.`)
    throw new StartProblem(`${file} cannot be written: ${error.message}`)
  })
  try {
    return await write(ctx, handle, terminal)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

async function write(ctx: Context, handle: FileHandle, terminal: Terminal): Promise<number> {
  let count = 0
  const lines = await exportSubscribers(ctx)
  async function* counted() {
    for await (const some of lines) {
      count += some.length
      terminal.show(`${count.toLocaleString('en')} subscribers …`)
      yield some
    }
  }
  for await (const chunk of csvFile(exportedColumns, counted(), { forPeople: true })) await handle.write(chunk)
  return count
}
