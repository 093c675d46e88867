import { setTimeout as sleep } from 'node:timers/promises'

/** A write could not begin for 5 s: another process holds the lock. Nothing was written. */
export class DatabaseBusy extends Error {
  override name = 'DatabaseBusy'
}

/** drizzle wraps what the driver throws, so the code may stand on the cause. */
export function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && code.startsWith('SQLITE_')) return code
  }
  return ''
}

export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY') || codeOf(error).startsWith('SQLITE_LOCKED')
}

/** On a file the code is SQLITE_CONSTRAINT_UNIQUE, over HTTP only SQLITE_CONSTRAINT. */
export function isConstraint(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CONSTRAINT')
}

/** Between two tries, with jitter so that two processes do not meet again. */
export function pause(): Promise<void> {
  return sleep(25 + Math.random() * 50)
}

/** The database cannot be reached, or is no whole one any more: not a mistake of ours, and perhaps over in a moment. */
export function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === 'DatabaseMoved' || at.name === 'TimeoutError' || at.message === 'fetch failed') return true
    if (/^SQLITE_(CORRUPT|NOTADB|CANTOPEN|IOERR|FULL|READONLY)/.test(codeOf(at))) return true
  }
  return false
}
