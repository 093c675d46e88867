import type { Schedule } from './channel.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Between ten attempts, as Standard Webhooks has them: about three days and three hours in all. */
const pauses = [5 * second, 5 * minute, 30 * minute, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hour)]

/** With a tenth of jitter; then given up. Who asks us to come back later gets more time than the pauses have. */
export const webhookSchedule: Schedule = {
  patience: 6 * 24 * hour,
  pauseAfter(attempts, _failure, random) {
    const pause = pauses[attempts - 1]
    return pause === undefined ? undefined : Math.round(pause * (0.9 + 0.2 * random))
  },
}
