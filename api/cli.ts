import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartProblem } from '../db/health.ts'
import { backupCommand } from './cli/backupCommand.ts'
import { bounceCommand } from './cli/bounceCommand.ts'
import { doctorCommand } from './cli/doctorCommand.ts'
import { exportCommand } from './cli/exportCommand.ts'
import type { BuiltSite } from './cli/exportSite.ts'
import { importCommand } from './cli/importCommand.ts'
import { restoreCommand } from './cli/restoreCommand.ts'
import { type Terminal, terminal } from './cli/terminal.ts'
import { mistyped, usage } from './cli/usage.ts'
import { Problem } from './context/problems.ts'

/** A number that one gives back is the exit code; without it all went well. */
const commands: Record<string, (args: string[], terminal: Terminal, site?: BuiltSite) => Promise<unknown>> = {
  import: importCommand,
  export: exportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  bounce: bounceCommand,
  doctor: doctorCommand,
  help: async (_args, { say }) => say(usage),
  version: async (_args, { say, env }) => say(versionOf(env)),
}

const spellings: Record<string, string> = { '--help': 'help', '-h': 'help', '--version': 'version', '-v': 'version' }

/**
 * The command line, `npm run candor -- …`. It opens what it needs itself, and no server.
 * @param site the built pages, for what needs them
 * @returns the exit code: 1 after one line that says what is wrong
 */
export async function main(args: string[], at: Terminal = terminal(), site?: BuiltSite): Promise<number> {
  const [first, ...rest] = args
  const name = spellings[first ?? 'help'] ?? first ?? 'help'
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw mistyped(`Candor knows no command "${name}".`)
    const code = await command(rest, at, site)
    return typeof code === 'number' ? code : first === undefined ? 1 : 0
  } catch (error) {
    if (!(error instanceof StartProblem || error instanceof Problem)) throw error
    at.complain(error.message)
    return 1
  }
}

function versionOf(env: Terminal['env']): string {
  const home = env.CANDOR_HOME ?? process.cwd()
  return `candor ${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version}`
}
