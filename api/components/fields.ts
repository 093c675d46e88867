import { z } from 'zod'
import { isZone } from '../context/zones.ts'

/** A name on one line. */
export const name = z
  .string('A name is needed.')
  .trim()
  .min(1, 'A name is needed.')
  .max(200, 'The name may have at most 200 characters.')
  .refine((text) => !/[\r\n]/.test(text), 'The name must stand on one line.')

/** A text in Markdown. */
export const body = z
  .string('A text is needed.')
  .trim()
  .min(1, 'A text is needed.')
  .max(25_000, 'The text may have at most 25,000 characters.')

/** A short text that may be left empty. */
export const remark = z
  .string()
  .trim()
  .max(2000, 'This may have at most 2,000 characters.')
  .nullish()
  .transform((text) => text || null)

export const id = z.string().regex(/^[a-z0-9]{1,64}$/, 'This is not an id.')

/** An instant: ISO 8601 with its zone, or a Date. */
export const instant = z.union(
  [z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))],
  'This must be a time like 2026-03-01T09:00:00Z.',
)

export const zone = z.string().max(64).refine(isZone, 'This is not a time zone like Europe/Amsterdam.')

export const day = z.iso.date('This must be a day like 2026-03-01.')
