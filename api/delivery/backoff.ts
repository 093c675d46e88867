import type { Schedule } from './channel.ts'

const minute = 60_000
const pauses = [0.5, 1, 2, 4, 8, 15, 30, 60].map((minutes) => minutes * minute)

/** Growing pauses with a fifth of jitter; they stay short when the server failed, not the message. */
export const mailSchedule: Schedule = {
  patience: 48 * 60 * minute,
  pauseAfter(attempts, failure, random) {
    const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? minute
    return Math.round((failure === 'down' ? Math.min(pause, 2 * minute) : pause) * (0.8 + 0.4 * random))
  },
}
