import { readFileSync, statSync } from 'node:fs'
import { StartProblem } from '../../db/health.ts'
import { readConfig } from '../context/config.ts'
import { importStatuspage } from '../import/importStatuspage.ts'
import { linesOf } from './importLines.ts'
import { importSubscribers } from './importSubscribers.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'
import { withDatabase } from './withDatabase.ts'

const mostBytes = 200 * 1024 * 1024

/** `candor import statuspage FILE`, and `candor import subscribers FILE …` */
export async function importCommand(args: string[], terminal: Terminal): Promise<void> {
  const [source, name, ...more] = args
  if (source === 'subscribers') return importSubscribers(args.slice(1), terminal)
  if (source !== 'statuspage' || !name || more.length > 0)
    throw mistyped('Import needs a source and a file: import statuspage FILE, or import subscribers FILE.')
  const file = terminal.path(name)
  const json = readJson(file)
  const config = readConfig(terminal.env)
  const report = await withDatabase(config, terminal, (ctx) =>
    importStatuspage(ctx, json, {
      onProgress: ({ done, total }) =>
        terminal.show(`${done.toLocaleString('en')} of ${total.toLocaleString('en')} incidents …`),
    }),
  )
  terminal.show('')
  for (const line of linesOf(report)) terminal.say(line)
}

function readJson(file: string): unknown {
  const text = readText(file)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new StartProblem(`${file} is not JSON: ${(error as Error).message.split('\n')[0]}`)
  }
}

function readText(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) throw new StartProblem(`There is no file ${file}.`)
  if (!stats.isFile()) throw new StartProblem(`${file} is not a file.`)
  if (stats.size > mostBytes)
    throw new StartProblem(`${file} is larger than 200 MB, which is more than an import takes at once.`)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartProblem(`${file} cannot be read: ${(error as Error).message}`)
  }
}
