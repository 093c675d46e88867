import { readConfig } from '../context/config.ts'
import { checkMail } from '../delivery/doctor/checkMail.ts'
import { openNames } from '../delivery/doctor/names.ts'
import type { Terminal } from './terminal.ts'
import { mistyped } from './usage.ts'

/**
 * `candor doctor mail [--to ADDRESS] [--dns SERVER]`: a line for each check.
 * @returns 1 when something is in the way of mail
 */
export async function doctorCommand([what, ...args]: string[], terminal: Terminal): Promise<number> {
  if (what !== 'mail') throw mistyped('Doctor looks at mail: doctor mail [--to ADDRESS] [--dns SERVER].')
  const { to, names } = optionsIn(args)
  const config = readConfig(terminal.env)
  let problems = 0
  for await (const { level, about, says } of checkMail(config, { names, to, given: terminal.env })) {
    terminal.say(`${level.padEnd(7)}  ${about}: ${says}.`)
    if (level === 'problem') problems++
  }
  return problems > 0 ? 1 : 0
}

function optionsIn(args: string[]) {
  const { '--to': to, '--dns': dns, ...others } = Object.fromEntries(pairsOf(args))
  if (Object.keys(others).length > 0) throw mistyped('Doctor mail knows --to ADDRESS and --dns SERVER.')
  if (to !== undefined && !/^[^\s@<>",;:]+@[^\s@<>",;:]+$/.test(to)) throw mistyped(`"${to}" is no mail address.`)
  return { to, names: namesOf(dns) }
}

function* pairsOf(args: string[]): Generator<[string, string]> {
  for (let index = 0; index < args.length; index += 2) {
    const value = args[index + 1]
    if (value === undefined) throw mistyped(`${args[index]} needs a word behind it.`)
    yield [args[index] as string, value]
  }
}

function namesOf(server: string | undefined) {
  try {
    return openNames(server === undefined ? [] : [server])
  } catch {
    throw mistyped(`"${server}" is not the address of a name server, like 192.0.2.53.`)
  }
}
