import { duration, type Moment, type Times } from './times.ts'

/** An instant with the way from or to it in words: true when the page was made, kept true by its script. */
export type Span = Moment & { words: string }

/** "42 min" since then. */
export function spanSince(at: Date, times: Times, now: Date): Span {
  return { ...times.on(at), words: duration(Math.max(0, +now - +at)) ?? '' }
}

/** "in 4 min", or "6 min overdue". */
export function spanUntil(at: Date, times: Times, now: Date): Span {
  return { ...times.on(at), words: untilWords(+at - +now) }
}

/** @param ms milliseconds to go; negative when it has passed */
export function untilWords(ms: number): string {
  return ms > 0 ? `in ${duration(ms)}` : `${duration(-ms)} overdue`
}

/** "11 s", "4 min 12 s", "2 h 5 min": a span whose seconds matter while it is short. @param ms milliseconds */
export function lapse(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`
  return duration(ms) ?? ''
}
