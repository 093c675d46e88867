import { StartProblem } from '../../db/health.ts'
import { readConfig } from '../context/config.ts'
import { mostOfMail, readMail } from '../delivery/bounces/readMail.ts'
import { takeReports } from '../delivery/bounces/takeReports.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'
import { withDatabase } from './withDatabase.ts'

/** What mail servers take for "keep it and try again" (sysexits.h). */
const tryAgain = 75

/**
 * `candor bounce [--recipient ADDRESS] [--verbose]`, with a mail on its standard input. Mail servers take a word for a
 * failure, so it says nothing unless asked.
 * @returns 0 when the mail was taken or means nothing to us; 75 for every trouble that is not the mail's fault
 */
export async function bounceCommand(args: string[], terminal: Terminal): Promise<number> {
  const { recipients, verbose } = optionsIn(args)
  try {
    const config = readConfig(terminal.env)
    if (config.demo) throw new StartProblem('The demo gets no bounces: set DATABASE_URL and PUBLIC_URL.')
    const { env } = terminal
    // Postfix and Exim name the recipient in the environment of what they pipe to.
    const named = [...recipients, env.ORIGINAL_RECIPIENT, env.RECIPIENT].flatMap((one) => one || [])
    const reports = await readMail(await terminal.read(mostOfMail), named)
    const taken = await withDatabase(config, terminal, (ctx) => takeReports(ctx, reports, false))
    if (verbose) terminal.say(`${taken.noted} noted, ${taken.ignored} known already or not about a mail of ours.`)
    return 0
  } catch (error) {
    terminal.complain((error as Error).message.split('\n', 1)[0] ?? '')
    return tryAgain
  }
}

function optionsIn(args: string[]) {
  const recipients: string[] = []
  let verbose = false
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '--verbose') verbose = true
    else if (args[index] === '--recipient' && args[index + 1]) recipients.push(args[++index] as string)
    else throw mistyped('Bounce reads a mail from its standard input: bounce [--recipient ADDRESS] [--verbose].')
  }
  return { recipients, verbose }
}
