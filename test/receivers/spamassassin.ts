import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RealMail } from './mails.ts'
import { asDelivered, run } from './tool.ts'

export type Scored = { score: number; rules: Record<string, number> }

/** What SpamAssassin thinks of a mail without asking anybody else; undefined where it is not installed. */
export async function scoreBySpamAssassin(mail: RealMail): Promise<Scored | undefined> {
  const home = mkdtempSync(join(tmpdir(), 'candor-spamassassin-'))
  try {
    const told = await run('spamassassin', ['-L', '-t'], asDelivered(mail), { HOME: home })
    if (!told) return undefined
    const score = Number(/Content analysis details:\s+\((-?[\d.]+) points/.exec(told.output)?.[1] ?? Number.NaN)
    const rules = told.output
      .slice(told.output.lastIndexOf('Content analysis'))
      .matchAll(/^ *(-?\d+\.\d) ([A-Z][A-Z0-9_]+) /gm)
    return { score, rules: Object.fromEntries([...rules].map(([, points, rule]) => [rule, Number(points)])) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
