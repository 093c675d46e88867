import type { Outcome } from './channel.ts'
import type { Answer } from './outgoing.ts'

/** No receiver makes us wait longer than this (milliseconds). */
const longest = 24 * 3_600_000

/** Those who say so may ask us to come back later. */
const mayAsk = [429, 502, 503, 504]

/**
 * What an answer means: only 2xx is a success, 410 ends it, all else is tried again.
 * @param goneAt further statuses that say that nobody is there any more
 */
export function outcomeOfAnswer(answer: Answer, goneAt: readonly number[], now: Date): Outcome {
  if (answer.kind === 'refused') return { kind: 'refused', answer: answer.why }
  if (answer.kind === 'failed') return { kind: 'later', answer: answer.why }
  const { status } = answer
  if (status >= 200 && status < 300) return { kind: 'sent', answer: `HTTP ${status}` }
  if (status === 410 || goneAt.includes(status)) return { kind: 'gone', answer: `HTTP ${status}: nobody is there` }
  if (status >= 300 && status < 400) return { kind: 'later', answer: `HTTP ${status}: redirects are not followed` }
  const after = mayAsk.includes(status) ? pauseIn(answer.retryAfter, now) : undefined
  return { kind: 'later', answer: `HTTP ${status}`, ...(after === undefined ? {} : { after }) }
}

/** Retry-After has seconds or a date. @returns milliseconds */
function pauseIn(text: string | undefined, now: Date): number | undefined {
  if (!text) return undefined
  const pause = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now.getTime()
  return Number.isFinite(pause) && pause > 0 ? Math.min(pause, longest) : undefined
}
