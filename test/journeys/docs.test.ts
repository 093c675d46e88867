import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../server.ts'
import { type Stage, setStage } from './story.ts'

// The page for programs, typed in line by line: what it says must work as it stands.
const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8')
const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const [setting, ...steps] = blocks
let stage: Stage

beforeAll(async () => {
  stage = await setStage()
  await stage.api('POST', '/components', { name: 'Card payments' })
  await stage.api('POST', '/components', { name: 'Checkout' })
}, 120_000)
afterAll(() => stage?.close())

test('every command of docs/api.md works, in order', async (t) => {
  if (!hasCurl()) t.skip('curl is not installed')
  const known: Record<string, string> = {}
  let ran = 0
  for (const block of steps) {
    if (block.includes('$LINK_FROM_THE_HEADER')) continue
    for (const command of commandsIn(block)) {
      const said = await run(filledIn(command, known))
      learn(command, said, known)
      ran++
    }
  }
  expect(ran).toBeGreaterThanOrEqual(10)
  expect(await stage.read(`/reports/${known.INCIDENT}`)).toContain('Why card payments failed')
  await until(async () => (await stage.read('/')).includes('Moving the order database'), 'the maintenance on the page')
  await until(async () => (await stage.sink.read('sam@example.org')).length === 1, 'the confirmation mail')
})

/** A command goes on while a quote is open. */
function commandsIn(block: string): string[] {
  const commands: string[] = []
  let open = ''
  for (const line of block.split('\n')) {
    open += open ? `\n${line}` : line
    if ((open.match(/'/g)?.length ?? 0) % 2 === 1) continue
    if (open.trim()) commands.push(open)
    open = ''
  }
  return commands
}

/** What the reader is to put in, and days that lie ahead whenever this runs. */
function filledIn(command: string, known: Record<string, string>): string {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  return command
    .replace(/\b(COMPONENT|ANOTHER|INCIDENT|UPDATE)\b/g, (name) => known[name] ?? name)
    .replace(/\d{4}-\d{2}-\d{2}(?=T)/g, tomorrow)
}

function learn(command: string, said: string, known: Record<string, string>): void {
  const answer = said ? JSON.parse(said) : {}
  if (/\/components$/.test(command.trim()))
    [known.COMPONENT, known.ANOTHER] = answer.items.map((item: { id: string }) => item.id)
  if (command.includes('/api/v1/incidents -H')) known.INCIDENT = answer.id
  if (command.includes('/updates -d') || command.includes('/corrections')) known.UPDATE = answer.id
}

async function run(command: string): Promise<string> {
  const set = (setting ?? '').replace(/^export (CANDOR|KEY)=.*$/gm, '')
  const env = { ...process.env, CANDOR: stage.server.url, KEY: stage.key }
  try {
    return (await promisify(execFile)('bash', ['-ec', `${set}\n${command}`], { env })).stdout
  } catch (error) {
    throw new Error(`${command}\nanswered ${(error as { stdout?: string }).stdout}`)
  }
}

function hasCurl(): boolean {
  try {
    return execFileSync('curl', ['--version']).length > 0
  } catch {
    return false
  }
}
