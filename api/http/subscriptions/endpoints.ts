import type { Limiter } from '../../context/limiter.ts'
import { all, one } from '../../reads/manageTyped.ts'
import { askEndpoint } from '../../subscribers/endpoints/askEndpoint.ts'
import { readForm } from '../body.ts'
import type { C } from '../env.ts'
import { respond } from '../respond.ts'
import { orAgain } from './again.ts'
import { restOf } from './asks.ts'
import { inSameTime } from './sameTime.ts'

/** A stranger asks that a program or a chat be told. The answer is the same whether we know it or not. */
export async function askForEndpoint(c: C, asks: Limiter): Promise<Response> {
  const typed = await readForm(c)
  const components = one(typed, 'everything') === 'yes' ? [] : all(typed, 'components')
  const rest = one(typed, 'choosing') ? restOf(typed) : {}
  const input = { kind: one(typed, 'kind'), url: one(typed, 'url'), owner: one(typed, 'owner'), components, ...rest }
  return orAgain(c, { page: '/subscribe/webhook', form: 'endpoint', typed }, async () => {
    await inSameTime(c, asks, () => askEndpoint(c.get('ctx'), input as Parameters<typeof askEndpoint>[1]))
    return respond.seeOther(c, '/subscribe/asked')
  })
}
