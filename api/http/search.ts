import { type Limiter, newLimiter } from '../context/limiter.ts'
import { termsOf } from '../context/searchWords.ts'
import { filterOf, filterPath } from '../reads/filtered.ts'
import { languageOfPath } from '../reads/languages.ts'
import { voiceIn } from '../reads/voice.ts'
import { sourceOf } from '../subscribers/limits.ts'
import type { C } from './env.ts'
import { respond } from './respond.ts'

/** For a whole network, which may be an office in the middle of an incident. */
export const newSearchLimiter = (now: () => Date): Limiter => newLimiter({ max: 120, windowMs: 60_000, now })

/**
 * GET /search?q=&component=&impact=: never kept, and never part of the edition. Without words it leads to the history of
 * what was chosen, which is.
 */
export function search(limiter: Limiter, show: (request: Request) => Promise<Response>) {
  return async (c: C): Promise<Response> => {
    const { searchParams, pathname } = new URL(c.req.url)
    const typed = (name: string) => searchParams.get(name) ?? ''
    if (termsOf(typed('q')).length === 0) {
      const path = filterPath({ component: typed('component'), impact: typed('impact') as never })
      if (filterOf(path.slice('/history/'.length))) return respond.seeOther(c, path)
    }
    if (limiter.take(sourceOf(c.get('address'))) === 0) return show(c.req.raw)
    const voice = voiceIn(languageOfPath(pathname).language ?? 'en')
    const problem = { sentence: voice.words.measured.tooMany, fields: {} }
    const answer = await respond.page(c, '/search', { status: 429, locals: { problem } })
    answer.headers.set('Retry-After', '60')
    return answer
  }
}
