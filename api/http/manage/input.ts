import type { Language } from '../../../db/vocabulary.ts'
import type { Context } from '../../context/context.ts'
import { invalid, Problem } from '../../context/problems.ts'
import { one, type Typed, typedInstant, typedPromise, typedTranslations } from '../../reads/manageTyped.ts'
import { readPage } from '../../reads/pageView.ts'

/** People are told unless the box says that only the page changes. */
export const notify = (typed: Typed): boolean => one(typed, 'quiet') === ''

/** A text, what it is written in, and what it says in other languages. */
export function worded(typed: Typed) {
  const translations = typedTranslations(typed)
  return {
    body: one(typed, 'body'),
    language: (one(typed, 'language') || undefined) as Language | undefined,
    translations: Object.keys(translations).length > 0 ? translations : undefined,
  }
}

/** The promise of a next update. @throws invalid for a time that is none */
export async function promised(ctx: Context, typed: Typed): Promise<Date | undefined> {
  const { page } = await readPage(ctx)
  const by = typedPromise(typed, ctx.now(), page.timeZone)
  if (one(typed, 'promise') === 'at' && !by) throw invalid({ nextUpdateBy: 'Say at what time, like 16:30.' })
  return by
}

/** Runs every check and says everything that is wrong at once: nobody likes to be sent back twice. @throws invalid */
export async function together(...checks: (() => unknown)[]): Promise<void> {
  const fields: Record<string, string> = {}
  for (const check of checks)
    try {
      await check()
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'invalid') throw error
      for (const [field, sentence] of Object.entries(error.fields)) fields[field] ??= sentence
    }
  if (Object.keys(fields).length > 0) throw invalid(fields)
}

/** Both ends of a window, typed in the page's zone. @throws invalid at the field that is no time */
export async function typedWindow(ctx: Context, typed: Typed): Promise<{ scheduledFor: Date; scheduledUntil: Date }> {
  const { page } = await readPage(ctx)
  const [scheduledFor, scheduledUntil] = ['scheduledFor', 'scheduledUntil'].map((name) =>
    typedInstant(one(typed, name), page.timeZone),
  )
  if (scheduledFor && scheduledUntil) return { scheduledFor, scheduledUntil }
  const missing: Record<string, string> = {}
  if (!scheduledFor) missing.scheduledFor = 'Say when it begins.'
  if (!scheduledUntil) missing.scheduledUntil = 'Say when it ends.'
  throw invalid(missing)
}

/** A checkbox. */
export const ticked = (typed: Typed, name: string): boolean => one(typed, name) !== ''
