import type { Config } from '../context/config.ts'
import type { Context } from '../context/context.ts'
import { Problem } from '../context/problems.ts'
import type { Rendered } from '../edition/answer.ts'
import { anyOrigin, anyPage, cachePublic, commonHeaders, strictPolicy } from './headers.ts'
import { problemBody, problemHeaders } from './problemBody.ts'

/** Public bytes of ours, with the headers that all of them carry. Scripts of any site may read them. */
export function publicBytes(config: Config, type: string, body: string, policy = strictPolicy): Rendered {
  return {
    status: 200,
    headers: [
      ['Content-Type', type],
      ['Cache-Control', cachePublic],
      ['Content-Security-Policy', policy],
      ...commonHeaders(config),
      anyOrigin,
      anyPage,
    ],
    body: Buffer.from(body),
  }
}

/** What is made of something that may not exist: then an answer that says so, which nobody keeps. */
export async function orMissing(ctx: Context, make: () => Promise<Rendered>): Promise<Rendered> {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'missing') throw error
    const body = problemBody(ctx.log, error)
    const headers = { ...problemHeaders(error), 'Content-Security-Policy': strictPolicy }
    return {
      status: body.status,
      headers: [...Object.entries(headers), ...commonHeaders(ctx.config), anyOrigin],
      body: Buffer.from(JSON.stringify(body)),
    }
  }
}
