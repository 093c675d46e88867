import { randomUUID } from 'node:crypto'
import { isAway } from '../../db/busy.ts'
import type { Log } from '../context/context.ts'
import { Problem, type ProblemKind } from '../context/problems.ts'

/** RFC 9457. `instance` is also in our log, so that a customer's screenshot finds its line. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  /** A sentence per field, by its name in the request. */
  fields?: Record<string, string>
}

const titles: Record<ProblemKind, [number, string]> = {
  malformed: [400, 'Not understood'],
  unauthenticated: [401, 'Sign-in needed'],
  forbidden: [403, 'Not allowed'],
  missing: [404, 'Not found'],
  conflict: [409, 'Conflict'],
  tooLarge: [413, 'Too large'],
  invalid: [422, 'Invalid input'],
  tooMany: [429, 'Too many requests'],
  busy: [503, 'Busy'],
}

/** The number that HTTP has for a problem. */
export const statusOf = (kind: ProblemKind): number => titles[kind][0]

/**
 * An error as a body for strangers. What we did not expect is logged with its id and told as "something went wrong":
 * no stack, no SQL, no path.
 */
export function problemBody(log: Log, thrown: unknown): ProblemBody {
  const error = named(thrown)
  const instance = `urn:uuid:${randomUUID()}`
  if (!(error instanceof Problem)) {
    log.error({ err: error, instance }, 'a request failed')
    return {
      type: 'urn:candor:problem:unexpected',
      title: 'Something went wrong',
      status: 500,
      detail: 'This is our fault, and it is in our log under the id given as "instance".',
      instance,
    }
  }
  const [status, title] = titles[error.kind]
  const body: ProblemBody = { type: `urn:candor:problem:${error.slug}`, title, status, detail: error.message, instance }
  if (Object.keys(error.fields).length > 0) body.fields = error.fields
  if (error !== thrown) log.error({ err: thrown, instance }, 'the database cannot be reached')
  log.info({ instance, status, problem: error.slug }, 'a request was refused')
  return body
}

function named(error: unknown): unknown {
  if (error instanceof Problem || !isAway(error)) return error
  const sentence =
    'Our records cannot be reached right now, so nothing is known to be saved. Please try again in a moment.'
  return new Problem('busy', 'records-away', sentence, { retryAfter: 10 })
}

/** The headers that belong to a problem, beside its content type. */
export function problemHeaders(thrown: unknown): Record<string, string> {
  const error = named(thrown)
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  }
  if (!(error instanceof Problem)) return headers
  if (error.kind === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer'
  // The rest of the body is still on its way; nobody will read it.
  if (error.kind === 'tooLarge') headers.Connection = 'close'
  const retryAfter = error.retryAfter ?? (error.kind === 'busy' || error.kind === 'tooMany' ? 5 : undefined)
  if (retryAfter !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfter))
  return headers
}
