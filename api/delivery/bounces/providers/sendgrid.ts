import { z } from 'zod'
import type { Provider } from '../providers.ts'
import type { Report } from '../report.ts'

const text = z.string().nullish()

const event = z.object({
  email: z.string(),
  event: z.string(),
  /** Of a bounce: `bounce` or `blocked`. */
  type: text,
  status: text,
  reason: text,
  response: text,
  bounce_classification: text,
  'smtp-id': text,
})

const shape = z.array(event).max(5000)

type Event = z.output<typeof event>

/** SendGrid tells of many mails at once; opens and clicks, which we never ask for, are passed over. */
export const sendgrid: Provider<typeof shape> = {
  shape,
  read: (events) => ({ reports: events.flatMap(reportsIn) }),
}

function reportsIn(one: Event): Report[] {
  const says = saysOf(one)
  if (!says) return []
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(one.status ?? '')?.[0]
  const answer = one.reason || one.response || one.event
  const messageIds = [one['smtp-id'] ?? []].flat()
  return [{ ...says, status, answer, recipients: [one.email], returnPaths: [], messageIds }]
}

function saysOf({ event, type, reason, bounce_classification }: Event): Pick<Report, 'kind' | 'blames'> | undefined {
  if (event === 'spamreport' || (event === 'dropped' && /^spam reporting/i.test(reason ?? '')))
    return { kind: 'complaint' }
  if (event === 'deferred') return { kind: 'delay' }
  if (event === 'dropped')
    return { kind: 'bounce', blames: /^(bounced address|invalid)/i.test(reason ?? '') ? 'address' : undefined }
  if (event !== 'bounce') return undefined
  if (type === 'blocked') return { kind: 'bounce', blames: 'us' }
  return { kind: 'bounce', blames: /^invalid address$/i.test(bounce_classification ?? '') ? 'address' : undefined }
}
