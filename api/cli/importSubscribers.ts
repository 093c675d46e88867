import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { StartProblem } from '../../db/health.ts'
import { readConfig } from '../context/config.ts'
import type { Context } from '../context/context.ts'
import { type ImportRow, readImport } from '../reads/imports.ts'
import { importPart } from '../subscribers/lists/importSome.ts'
import { listText } from '../subscribers/lists/listText.ts'
import { startImport } from '../subscribers/lists/startImport.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'
import { withDatabase } from './withDatabase.ts'

/** `candor import subscribers FILE --attested|--pending [--dry-run]`. Lines that were refused are named, and are no failure. */
export async function importSubscribers(args: string[], terminal: Terminal): Promise<void> {
  const { name, attested, dryRun } = read(args)
  const csv = listText(bytesOf(terminal.path(name)))
  const report = await withDatabase(readConfig(terminal.env), terminal, async (ctx) => {
    const id = await startImport(ctx, { name: basename(name), csv, attested, dryRun })
    return workOff(ctx, id, terminal)
  })
  terminal.show('')
  for (const line of linesOf(report)) terminal.say(line)
}

function read(args: string[]): { name: string; attested: boolean; dryRun: boolean } {
  const yes = { type: 'boolean' } as const
  const options = { attested: yes, pending: yes, 'dry-run': yes }
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options })
    const [name, ...more] = positionals
    const attested = values.attested === true
    if (name && more.length === 0 && attested !== (values.pending === true))
      return { name, attested, dryRun: values['dry-run'] === true }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error
  }
  throw mistyped(
    'Import needs a file, and whether all on it have agreed (--attested) or are to be asked (--pending): import subscribers FILE --pending.',
  )
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new StartProblem(`${file} cannot be read: ${(error as Error).message}`)
  }
}

/** Beside a server whose clock works along, until one of the two has done the rest. */
async function workOff(ctx: Context, id: string, terminal: Terminal): Promise<ImportRow> {
  for (;;) {
    const did = await importPart(ctx, id)
    const row = await readImport(ctx, id)
    if (row.finishedAt) return row
    terminal.show(`${row.done.toLocaleString('en')} of ${row.lines.toLocaleString('en')} lines …`)
    if (!did) await sleep(200)
  }
}

function linesOf(row: ImportRow): string[] {
  const many = (n: number, one: string, several = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : several}`
  const asked = row.attested || row.dryRun ? '' : ` (${row.asked.toLocaleString('en')} asked to confirm)`
  return [
    `${row.name}: ${many(row.lines, 'line')}.${row.state === 'stopped' ? ' The import was stopped.' : ''}`,
    `${row.dryRun ? 'Would be added' : 'Added'}: ${many(row.added, 'person', 'people')}${asked}.`,
    `On the list already, and left alone: ${row.known.toLocaleString('en')}. Twice in the file: ${row.repeated.toLocaleString('en')}. Refused: ${row.refused.toLocaleString('en')}.`,
    ...row.errors.map(({ line, sentence }) => `Line ${line}: ${sentence}`),
    ...(row.refused > row.errors.length ? ['These were the first hundred.'] : []),
  ]
}
