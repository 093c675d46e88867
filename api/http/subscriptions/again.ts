import { Problem } from '../../context/problems.ts'
import type { Typed } from '../../reads/manageTyped.ts'
import type { C } from '../env.ts'
import { statusOf } from '../problemBody.ts'
import { respond } from '../respond.ts'

/**
 * Does what a form asks for and answers; on a problem the form's page comes again, with the sentence and what was typed.
 * @param form its name on that page
 */
export async function orAgain(
  c: C,
  again: { page: string; form: string; typed: Typed },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'busy') throw error
    const { message: sentence, fields, kind } = error
    const locals = { problem: { sentence, fields: byField(fields) }, typed: again.typed, form: again.form }
    return respond.page(c, again.page, { status: statusOf(kind), locals })
  }
}

/** `kinds.0` is about the field `kinds`. */
function byField(fields: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, sentence] of Object.entries(fields)) found[path.split('.')[0] as string] ??= sentence
  return found
}
