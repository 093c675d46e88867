/** What can go wrong in the domain's own words; `api/http/respond.ts` alone knows the numbers. */
export type ProblemKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'tooLarge'
  | 'invalid'
  | 'tooMany'
  | 'busy'

/** An expected failure: a name, one sentence that helps, and which fields it is about. */
export class Problem extends Error {
  override name = 'Problem'
  readonly kind: ProblemKind
  readonly slug: string
  readonly fields: Record<string, string>
  /** Seconds after which a further try makes sense. */
  readonly retryAfter: number | undefined

  constructor(
    kind: ProblemKind,
    slug: string,
    sentence: string,
    more: { fields?: Record<string, string>; retryAfter?: number } = {},
  ) {
    super(sentence)
    this.kind = kind
    this.slug = slug
    this.fields = more.fields ?? {}
    this.retryAfter = more.retryAfter
  }
}

export const missing = (thing: string) => new Problem('missing', 'not-found', `There is no such ${thing}.`)

export const conflict = (slug: string, sentence: string) => new Problem('conflict', slug, sentence)

export const forbidden = (sentence: string) => new Problem('forbidden', 'forbidden', sentence)

/** @param fields a sentence per field, by the field's name in the input */
export function invalid(fields: Record<string, string>): Problem {
  return new Problem('invalid', 'invalid-input', Object.values(fields).join(' '), { fields })
}
