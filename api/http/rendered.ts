import type { Config } from '../context/config.ts'
import type { Rendered } from '../edition/answer.ts'
import { cachePublic, commonHeaders, strictPolicy } from './headers.ts'

/** Public bytes of ours, with the headers that all of them carry. */
export function publicBytes(config: Config, type: string, body: string, more: [string, string][] = []): Rendered {
  return {
    status: 200,
    headers: [
      ['Content-Type', type],
      ['Cache-Control', cachePublic],
      ['Content-Security-Policy', strictPolicy],
      ...commonHeaders(config),
      ...more,
    ],
    body: Buffer.from(body),
  }
}
