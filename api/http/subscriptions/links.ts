import { Problem } from '../../context/problems.ts'
import { ownPathOf } from '../../reads/subscription.ts'
import { confirmAddressChange } from '../../subscribers/confirmAddressChange.ts'
import { confirmSubscription } from '../../subscribers/confirmSubscription.ts'
import { unsubscribe } from '../../subscribers/unsubscribe.ts'
import type { C } from '../env.ts'
import { statusOf } from '../problemBody.ts'
import { respond } from '../respond.ts'

// What the buttons behind mailed links do. The token authorises, wherever the request comes from.

/** What was settled leads on to the subscriber's own page: the same mailbox has just proved to be theirs. */
export async function confirm(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  return said(c, `/subscription/${token(c)}`, async () => {
    const { id, secret } = await confirmSubscription(ctx, { token: token(c) })
    return { own: await ownPathOf(ctx, id), secret }
  })
}

export async function confirmAddress(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  return said(c, `/address/${token(c)}`, async () => ({
    own: await ownPathOf(ctx, await confirmAddressChange(ctx, { token: token(c) })),
  }))
}

/**
 * RFC 8058: mail programs post here without cookies and without us in Origin, as a form of either kind, and follow no
 * redirect. The body is not read: there is nothing in it that the token does not say.
 */
export async function leave(c: C): Promise<Response> {
  const work = async () => {
    await unsubscribe(c.get('ctx'), { token: token(c) })
    return undefined
  }
  if (c.req.header('accept')?.includes('text/html')) return said(c, `/unsubscribe/${token(c)}`, work)
  await work()
  return c.text('You are unsubscribed.\n', 200, { 'Cache-Control': 'no-store' })
}

/** The page of the link shows how things stand now, after the work as before it, and what the work returns. */
async function said(c: C, path: string, work: () => Promise<object | undefined>): Promise<Response> {
  try {
    const more = await work()
    return await respond.page(c, path, { locals: { done: true, ...more } })
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'busy') throw error
    return await respond.page(c, path, { status: statusOf(error.kind) })
  }
}

export const token = (c: C) => encodeURIComponent(c.req.param('token') ?? '')
