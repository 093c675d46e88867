import { z } from 'zod'
import { languages } from '../../db/vocabulary.ts'
import { type Context, requireAdministrator } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { type Resolve, systemResolve } from '../context/outsideUrl.ts'
import { conflict } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { type Endpoint, endpointOf } from '../subscribers/endpoints/endpoint.ts'
import { id } from '../subscribers/endpoints/fields.ts'
import { formats, tellerIn } from './chat.ts'
import { probeNotice } from './chatNotice.ts'
import { outcomeOfAnswer } from './endpointAnswer.ts'
import { type Composed, post } from './endpointChannel.ts'
import { signed } from './webhook.ts'
import { webhookProbe } from './webhookBody.ts'

export const ProbeEndpoint = z.object({ id })

export type Probe = {
  accepted: boolean
  /** Undefined when there was no answer. */
  status: number | undefined
  /** The answer in our words, or why there was none. */
  answer: string
  /** How long it took (milliseconds). */
  ms: number
}

/** Of a repeated request there is no result: its message was sent with the first. */
export type Probed = { id: string; result: Probe | undefined }

/** Somebody looks at the screen meanwhile (milliseconds). */
const patience = 10_000

/**
 * Sends an endpoint a test message, signed or formed like any other, and waits for the answer. It counts for nothing: no failure is
 * counted, nothing is tried again, and nothing is switched on by it.
 * @returns the endpoint's number, and what came of it
 * @throws missing; conflict before its owner has confirmed, after it has ended, and in the demo
 */
export async function probeEndpoint(
  ctx: Context,
  input: z.input<typeof ProbeEndpoint>,
  key?: IdempotencyKey,
  resolve: Resolve = systemResolve,
): Promise<Probed> {
  requireAdministrator(ctx)
  const { id } = valid(ProbeEndpoint, input)
  if (ctx.config.demo) throw conflict('demo', 'The demo sends nothing out of the house.')
  const found: { endpoint?: Endpoint } = {}
  await commit(ctx, { key }, async (tx, record) => {
    const row = await endpointOf(tx, id)
    if (row.state === 'pending' || row.state === 'unsubscribed')
      throw conflict('not-agreed', 'Its owner has not confirmed it, or has ended it: nothing may be sent there.')
    await record({ kind: 'subscriber.probed', subject: id, audience: 'internal' })
    found.endpoint = row
    return id
  })
  return { id, result: found.endpoint && (await sendTo(ctx, found.endpoint, resolve)) }
}

async function sendTo(ctx: Context, endpoint: Endpoint, resolve: Resolve): Promise<Probe> {
  const answer = await post(ctx, endpoint, await compose(ctx, endpoint), { resolve, deadline: patience })
  const outcome = outcomeOfAnswer(answer, [], ctx.now())
  const status = answer.kind === 'answered' ? answer.status : undefined
  return { accepted: outcome.kind === 'sent', status, answer: outcome.answer, ms: answer.ms }
}

async function compose(ctx: Context, endpoint: Endpoint): Promise<Composed> {
  const { channel, language } = endpoint
  if (channel === 'webhook') return signed(ctx, endpoint, `msg_test_${newId()}`, await webhookProbe(ctx))
  if (channel === 'email') throw new Error('A mailbox is no endpoint.')
  const teller = await tellerIn(ctx, languages.find((one) => one === language) ?? 'en')
  return { headers: {}, body: JSON.stringify(formats[channel].shape(probeNotice(teller, ctx.now()))) }
}
