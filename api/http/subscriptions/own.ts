import type { Context } from '../../context/context.ts'
import type { Limiter } from '../../context/limiter.ts'
import { all, one, type Typed } from '../../reads/manageTyped.ts'
import { askAddressChange } from '../../subscribers/askAddressChange.ts'
import { changeChoices } from '../../subscribers/changeChoices.ts'
import { chooseIncident } from '../../subscribers/chooseIncident.ts'
import { rotateOwnSecret } from '../../subscribers/endpoints/rotateOwnSecret.ts'
import { forgetMe } from '../../subscribers/forgetMe.ts'
import { pauseSubscription } from '../../subscribers/pauseSubscription.ts'
import { reactivate } from '../../subscribers/reactivate.ts'
import { resumeSubscription } from '../../subscribers/resumeSubscription.ts'
import { unsubscribe } from '../../subscribers/unsubscribe.ts'
import { readForm } from '../body.ts'
import type { C } from '../env.ts'
import { respond } from '../respond.ts'
import { orAgain } from './again.ts'
import { restOf } from './asks.ts'
import { token } from './links.ts'
import { inSameTime } from './sameTime.ts'

// The forms of a subscriber's own page. The token in its address authorises; after the work the page is shown by GET, so
// that nothing is sent again by looking again.

type Own = { c: C; ctx: Context; token: string; typed: Typed }

/** @param name of the form on the page, and of what the page then says was done */
function form(name: string, work: (own: Own) => Promise<unknown>, goesTo?: string) {
  return async (c: C): Promise<Response> => {
    const typed = await readForm(c)
    const page = `/following/${token(c)}`
    return orAgain(c, { page, form: name, typed }, async () => {
      await work({ c, ctx: c.get('ctx'), token: token(c), typed })
      return respond.seeOther(c, goesTo ?? `${page}?done=${name}`)
    })
  }
}

/** The verbs check what was typed. */
const typedAs = <T>(input: object) => input as T

export const choices = form('choices', ({ ctx, token, typed }) => {
  const chosen = { everything: one(typed, 'everything') === 'yes', components: all(typed, 'components') }
  return changeChoices(ctx, typedAs({ token, ...chosen, ...restOf(typed) }))
})

export const incidents = form('incidents', ({ ctx, token, typed }) =>
  chooseIncident(ctx, typedAs({ token, incident: one(typed, 'incident'), what: one(typed, 'what') })),
)

export const pause = form('pause', ({ ctx, token, typed }) =>
  pauseSubscription(ctx, typedAs({ token, until: one(typed, 'until') })),
)

export const resumption = form('resumption', ({ ctx, token }) => resumeSubscription(ctx, { token }))

export const reactivation = form('reactivation', ({ ctx, token }) => reactivate(ctx, { token }))

export const departure = form('departure', ({ ctx, token }) => unsubscribe(ctx, { token, from: 'manage' }))

export const erasure = form('erasure', ({ ctx, token }) => forgetMe(ctx, { token }), '/following/forgotten')

/** The one answer that is no redirect: a secret is shown once, and stands in no address. */
export async function secret(c: C): Promise<Response> {
  const page = `/following/${token(c)}`
  return orAgain(c, { page, form: 'secret', typed: {} }, async () => {
    const { secret } = await rotateOwnSecret(c.get('ctx'), { token: token(c) })
    return respond.page(c, page, { locals: { secret } })
  })
}

/** Whoever holds a link must not find out whom else we know, nor have strangers mailed without end. */
export function address(c: C, asks: Limiter): Promise<Response> {
  const ask = ({ c, ctx, token, typed }: Own) =>
    inSameTime(c, asks, () => askAddressChange(ctx, { token, email: one(typed, 'email') }))
  return form('address', ask)(c)
}
