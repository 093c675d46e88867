import type { Context } from '../context/context.ts'
import type { Answer } from '../edition/answer.ts'
import { prepare } from '../edition/answer.ts'
import type { Edition } from '../edition/edition.ts'
import { commonHeaders, strictPolicy } from './headers.ts'

/** How what runs in the background is getting on, as the house sees it. */
export type Pulse = {
  /** When the relay last looked for something to tell. */
  relayAt: () => Date | undefined
  /** When the clock last looked for something due. */
  clockAt: () => Date | undefined
}

/**
 * /healthz: the process answers. /readyz: pages can be served, which is all that it needs for 200; how old the last look of
 * relay and clock is (seconds) stands in its body, with the longest database call (milliseconds) and the bytes of prepared answers that
 * are held, for whoever alarms on them.
 */
export async function health(ctx: Context, edition: Edition, pulse: Pulse, path: string): Promise<Answer> {
  if (path === '/healthz') return answer(ctx, 200, { status: 'ok' })
  const serving = edition.ready('/') !== undefined || (await canRender(edition))
  return answer(ctx, serving ? 200 : 503, {
    status: serving ? 'ready' : 'not ready',
    version: ctx.version(),
    relay: { age: ageOf(ctx, pulse.relayAt()) },
    database: databaseCalls(ctx),
    clock: { age: ageOf(ctx, pulse.clockAt()) },
    edition: edition.size(),
  })
}

async function canRender(edition: Edition): Promise<boolean> {
  return edition.open('/').then(
    ({ status }) => status < 400,
    () => false,
  )
}

function databaseCalls({ db: { timing } }: Context) {
  return { longestCall: Math.round(timing.longest), overLimit: timing.overLimit }
}

function ageOf(ctx: Context, at: Date | undefined): number | null {
  return at ? Math.max(0, Math.round((+ctx.now() - +at) / 100) / 10) : null
}

function answer(ctx: Context, status: number, body: object): Promise<Answer> {
  return prepare({
    status,
    headers: [
      ['Content-Type', 'application/json'],
      ['Cache-Control', 'no-store'],
      ['Content-Security-Policy', strictPolicy],
      ...commonHeaders(ctx.config),
    ],
    body: Buffer.from(JSON.stringify(body)),
  })
}
