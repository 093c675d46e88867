const minute = 60_000
const pauses = [0.5, 1, 2, 4, 8, 15, 30, 60].map((minutes) => minutes * minute)

/** How long after the news a delivery that was put off is still tried (milliseconds). */
export const patience = 48 * 60 * minute

/**
 * How long to wait before the next attempt, with a fifth of jitter so that a thousand do not come back at once.
 * @param attempts made so far, 1 or more
 * @param failure `down` when the server failed, not the message: then the pause stays short
 * @param random 0 to 1
 * @returns milliseconds
 */
export function pauseAfter(attempts: number, failure: 'later' | 'down', random: number): number {
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? minute
  return Math.round((failure === 'down' ? Math.min(pause, 2 * minute) : pause) * (0.8 + 0.4 * random))
}
