import { setTimeout as sleep } from 'node:timers/promises'
import { mailedToken } from '../../api/context/tokens.ts'
import { expandNext, openFanOuts } from '../../api/delivery/fanOut.ts'
import { newPace } from '../../api/delivery/pace.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import type { World } from '../world.ts'

/** What the relay's tests do to a world, step by step. */
export function steps(w: () => World) {
  const rows = async (sql: string) => (await w().ctx.db.client.execute(sql)).rows
  return {
    rows,
    /** Opens an incident and returns the id of its event. */
    async open(name = 'Checkout fails'): Promise<number> {
      await openIncident(w().as('mara'), { name, body: 'We look into it.' })
      return Number((await rows('select max(id) as id from events'))[0]?.id)
    },
    async expand(_eventId: number) {
      await openFanOuts(w().ctx)
      const pace = newPace({ first: 1000, least: 1000, most: 1000, aim: 15 })
      while ((await expandNext(w().ctx, pace)) !== undefined);
    },
    leaveToken: (id: number) => mailedToken(w().ctx.keys, 'leave', id, 0),
  }
}

export async function until(met: () => boolean | Promise<boolean>) {
  for (const end = Date.now() + 10_000; !(await met()); await sleep(5))
    if (Date.now() > end) throw new Error('It did not come to pass.')
}
