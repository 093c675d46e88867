import { z } from 'zod'
import type { Provider } from '../providers.ts'
import type { Report } from '../report.ts'

const text = z.string().nullish()

const shape = z.object({
  'event-data': z.object({
    event: z.string(),
    severity: text,
    reason: text,
    recipient: z.string(),
    'delivery-status': z
      .object({
        code: z.union([z.number(), z.string()]).nullish(),
        message: text,
        description: text,
        'enhanced-code': text,
      })
      .nullish(),
    message: z.object({ headers: z.object({ 'message-id': text }).nullish() }).nullish(),
  }),
})

type Event = z.output<typeof shape>['event-data']

export const mailgun: Provider<typeof shape> = {
  shape,
  read({ 'event-data': event }) {
    const says = saysOf(event)
    if (!says) return { reports: [] }
    const { code, message, description, 'enhanced-code': enhanced } = event['delivery-status'] ?? {}
    const status = /^[245]\.\d{1,3}\.\d{1,3}$/.exec(enhanced ?? '')?.[0]
    const answer = [code, message || description || event.reason].filter(Boolean).join(' ') || event.event
    const messageIds = [event.message?.headers?.['message-id'] ?? []].flat()
    return { reports: [{ ...says, status, answer, recipients: [event.recipient], returnPaths: [], messageIds }] }
  },
}

/** `suppress-…`: Mailgun did not even try, because of an earlier bounce or complaint. */
function saysOf({ event, severity, reason }: Event): Pick<Report, 'kind' | 'blames'> | undefined {
  if (event === 'complained' || reason === 'suppress-complaint') return { kind: 'complaint' }
  if (event !== 'failed') return undefined
  if (severity === 'temporary') return { kind: 'delay' }
  return { kind: 'bounce', blames: reason === 'suppress-bounce' ? 'address' : undefined }
}
