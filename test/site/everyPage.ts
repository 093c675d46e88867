import { mailedToken } from '../../api/context/tokens.ts'
import { addSubscriber } from '../../api/subscribers/addSubscriber.ts'
import { autumn, majorIncident } from './scenes.ts'
import { type Shop, shop } from './shop.ts'

/** A shop with a past and a running incident, one subscriber, and the path of every public page that it has. */
export async function everyPage(): Promise<{ w: Shop; paths: string[]; missing: string[] }> {
  const w = await shop('2026-08-20T09:00:00Z')
  const { report } = await autumn(w)
  const { id: running } = await majorIncident(w)
  const id = Number(await addSubscriber(w.as('ada'), { email: 'rae@example.org', components: [], attested: true }))
  const token = (purpose: 'confirm' | 'leave' | 'manage') => mailedToken(w.ctx.keys, purpose, id, 0)
  const paths = [
    '/',
    '/history',
    '/history/2026-09',
    `/incidents/${report}`,
    `/incidents/${running}`,
    '/search',
    '/uptime',
    '/reports',
    `/reports/${report}`,
    '/subscribe',
    '/subscribe/webhook',
    '/subscribe/asked',
    '/subscribe/linked',
    `/following/${token('manage')}`,
    '/following/forgotten',
    `/subscription/${token('confirm')}`,
    `/unsubscribe/${token('leave')}`,
  ]
  const missing = ['/nothing', '/following/x', '/subscription/x', '/unsubscribe/x', '/address/x']
  return { w, paths, missing }
}
