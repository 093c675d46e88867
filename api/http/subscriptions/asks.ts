import { z } from 'zod'
import type { Limiter } from '../../context/limiter.ts'
import { all, one, type Typed } from '../../reads/manageTyped.ts'
import { askLink } from '../../subscribers/askLink.ts'
import { FollowIncident, followIncident } from '../../subscribers/followIncident.ts'
import { Subscribe, subscribe } from '../../subscribers/subscribe.ts'
import { readForm, readJson } from '../body.ts'
import type { C } from '../env.ts'
import { respond } from '../respond.ts'
import type { Described } from '../v1/openApi.ts'
import { orAgain } from './again.ts'
import { inSameTime } from './sameTime.ts'

// What strangers ask for. Every answer is the same whether we know the address or not, in words and in time.

const askedFor = 'If this address can be subscribed, a mail with a link to confirm it is on its way.'

/** The verbs check what was sent, whoever sent it. */
type Sent<Verb extends (ctx: never, input: never) => unknown> = Parameters<Verb>[1]

export async function askByForm(c: C, asks: Limiter): Promise<Response> {
  const typed = await readForm(c)
  return orAgain(c, { page: '/subscribe', form: one(typed, 'form') || 'mail', typed }, async () => {
    await inSameTime(c, asks, () => subscribe(c.get('ctx'), wishes(typed) as Sent<typeof subscribe>))
    return respond.seeOther(c, '/subscribe/asked')
  })
}

export async function askForLink(c: C, asks: Limiter): Promise<Response> {
  const typed = await readForm(c)
  return orAgain(c, { page: '/subscribe', form: 'link', typed }, async () => {
    await inSameTime(c, asks, () => askLink(c.get('ctx'), { email: one(typed, 'email') }))
    return respond.seeOther(c, '/subscribe/linked')
  })
}

export async function askForIncident(c: C, asks: Limiter): Promise<Response> {
  const typed = await readForm(c)
  const incident = c.req.param('id') ?? ''
  const page = `/incidents/${encodeURIComponent(incident)}`
  const input = { email: one(typed, 'email'), incident, what: one(typed, 'what') || undefined }
  return orAgain(c, { page, form: 'incident', typed }, async () => {
    await inSameTime(c, asks, () => followIncident(c.get('ctx'), input as Sent<typeof followIncident>))
    return respond.seeOther(c, '/subscribe/asked')
  })
}

/** What the document says of `askByProgram`. */
export const askRoute: Described = {
  method: 'post',
  path: '/subscriptions',
  does: 'Ask to be told by mail: of components and kinds of news, or of one incident alone. Its owner confirms by a link',
  body: z.union([Subscribe, FollowIncident]),
  answers: 202,
}

/** With an incident it is that one alone, else components and kinds. */
export async function askByProgram(c: C, asks: Limiter): Promise<Response> {
  const input = await readJson(c)
  const single = typeof input === 'object' && input !== null && 'incident' in input
  await inSameTime(c, asks, () =>
    single
      ? followIncident(c.get('ctx'), input as Sent<typeof followIncident>)
      : subscribe(c.get('ctx'), input as Sent<typeof subscribe>),
  )
  return respond.json(c, { message: askedFor }, 202)
}

/**
 * What the fields of a form wish for. The short form has an address and components; the long one says by `choosing` that
 * its kinds are meant as they are ticked, and by `everything` whether the components count.
 */
function wishes(typed: Typed): object {
  const email = one(typed, 'email')
  const components = one(typed, 'everything') === 'yes' ? [] : all(typed, 'components')
  if (!one(typed, 'choosing')) return { email, components }
  return { email, components, ...restOf(typed) }
}

/** Kinds, floor and language of a form that has them. */
export function restOf(typed: Typed) {
  const given = (name: string) => one(typed, name) || undefined
  return { kinds: all(typed, 'kinds'), floor: given('floor'), language: given('language') }
}
