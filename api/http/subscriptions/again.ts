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
    const page = await respond.page(c, again.page, { locals })
    // A page that is not there says so itself.
    return page.ok ? new Response(page.body, { status: statusOf(kind), headers: page.headers }) : page
  }
}

/** `kinds.0` is about the field `kinds`. */
function byField(fields: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, sentence] of Object.entries(fields)) found[path.split('.')[0] as string] ??= sentence
  return found
}
