import { createHash } from 'node:crypto'
import type { Context } from '../../context/context.ts'
import { Problem } from '../../context/problems.ts'
import type { IdempotencyKey } from '../../events/commit.ts'
import type { PostedForm } from '../../reads/managePanel.ts'
import { one, type Typed } from '../../reads/manageTyped.ts'
import { bodyLimit, readUpload, type Upload } from '../body.ts'
import type { C } from '../env.ts'
import { statusOf } from '../problemBody.ts'
import { respond } from '../respond.ts'
import { panelPage } from './panel.ts'

export type Posted = {
  c: C
  ctx: Context
  typed: Typed
  once: IdempotencyKey | undefined
  /** The file that was chosen, if the form takes one. */
  file: Upload | undefined
}

/**
 * A form's POST: does the work and goes to the path it returns, or answers with the page it returns. On a problem the form's page comes again with the sentence
 * and the typed text; so it does, without a problem, when only a preview was asked for. Whoever was signed out meanwhile
 * signs in and goes on with what they had typed.
 * @param page the path of the page that holds the form
 * @param options.most bytes of the whole form, where it takes a file
 * @param options.name of the form, for when too much was sent to be read
 */
export function form(
  page: string | ((c: C) => string),
  work: (posted: Posted) => Promise<string | Response>,
  { most = bodyLimit, name = '' }: { most?: number; name?: string } = {},
) {
  return async (c: C): Promise<Response> => {
    const path = typeof page === 'string' ? page : page(c)
    let typed: Typed = {}
    try {
      // Nobody sends us a large file before we know them.
      const { fields, file } = await readUpload(c, c.get('me') ? most : bodyLimit)
      typed = fields
      const form = { name: one(typed, 'form'), typed }
      if (!c.get('me')) return await panelPage(c, 401, { path: '/manage/sign-in', resume: { path, form } })
      if (typed.preview) return await panelPage(c, 200, { path, form })
      const done = await work({ c, ctx: c.get('ctx'), typed, once: onceOf(c, typed, file), file })
      return typeof done === 'string' ? respond.seeOther(c, done) : done
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (!c.get('me'))
        return await panelPage(c, 401, { path: '/manage/sign-in', resume: { path, form: { name: '', typed: {} } } })
      return await panelPage(c, statusOf(error.kind), { path, form: explained(error, { form: name, ...typed }) })
    }
  }
}

/** A form carries a name of its own, so that a double click posts once. */
function onceOf(c: C, typed: Typed, file: Upload | undefined): IdempotencyKey | undefined {
  const key = one(typed, 'once')
  if (!/^[a-z0-9]{12}$/.test(key)) return undefined
  const rest = Object.entries(typed).filter(([name]) => name !== 'once')
  const hash = createHash('sha256').update(JSON.stringify(rest))
  const bodyHash = (file ? hash.update(file.bytes) : hash).digest('hex')
  return { route: `${c.req.method} ${c.req.path}`, key, bodyHash }
}

function explained(problem: Problem, typed: Typed): PostedForm {
  const name = one(typed, 'form')
  const { message: sentence, fields } = problem
  if (problem.slug !== 'idempotency-key-reused') return { name, typed, problem: { sentence, fields: byField(fields) } }
  // Sent, changed after "back", and sent again: it needs a new name, and somebody should look first.
  const already = 'This form was sent once already. See what stands there before you send it again.'
  return { name, typed: { ...typed, once: '' }, problem: { sentence: already, fields: {} } }
}

/** `components.0.state` is about the field `components`. */
function byField(fields: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [path, sentence] of Object.entries(fields)) found[path.split('.')[0] as string] ??= sentence
  return found
}
