import { invalid } from '../context/problems.ts'

/** One page of a list; `next` goes into `?after=`, null at the end. */
export type Page<T> = { items: T[]; next: string | null }

/** Where a list goes on: behind this instant and id. Opaque to callers. */
export function cursorAfter(at: Date, id: string): string {
  return Buffer.from(`${+at} ${id}`).toString('base64url')
}

/** @throws invalid for anything that we did not hand out */
export function readCursor(cursor: string): { at: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (!at || !id || !/^-?\d{1,15}$/.test(at))
    throw invalid({ after: 'This is not a cursor of ours; begin without one.' })
  return { at: new Date(Number(at)), id }
}
