import { z } from 'zod'
import type { Provider, Told } from '../providers.ts'
import type { Report } from '../report.ts'

const recipient = z.object({
  emailAddress: z.string(),
  status: z.string().nullish(),
  diagnosticCode: z.string().nullish(),
})

const notification = z.object({
  notificationType: z.string().optional(),
  /** The same in notifications of a configuration set. */
  eventType: z.string().optional(),
  mail: z.object({ commonHeaders: z.object({ messageId: z.string().nullish() }).nullish() }),
  bounce: z
    .object({ bounceType: z.string(), bounceSubType: z.string().nullish(), bouncedRecipients: z.array(recipient) })
    .optional(),
  complaint: z.object({ complainedRecipients: z.array(recipient) }).optional(),
})

/** SNS wraps what SES says into a text; told to deliver it raw, it does not. */
const envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  TopicArn: z.string(),
  Message: z.string(),
  SubscribeURL: z.string().optional(),
})

const shape = z.union([notification, envelope])

/** Subtypes of permanent bounces that are about the address, and of others that are about the mail. */
const noAddress = /^(NoEmail|Suppressed|OnAccountSuppressionList)$/
const ofContent = /Rejected$|^MessageTooLarge$/

export const ses: Provider<typeof shape> = {
  shape,
  read: (told) => ('Type' in told ? unwrapped(told) : { reports: reportsIn(told) }),
}

/** A subscription is confirmed by a person: an address that a request names is not one that we call. */
function unwrapped({ Type, TopicArn, Message, SubscribeURL }: z.output<typeof envelope>): Told {
  if (Type !== 'Notification')
    return {
      reports: [],
      todo:
        SubscribeURL && `Amazon SNS asks to confirm ${Type} of ${TopicArn}. If you asked for it, open ${SubscribeURL}`,
    }
  const told = notification.safeParse(jsonIn(Message))
  return { reports: told.success ? reportsIn(told.data) : [] }
}

function reportsIn({ mail, bounce, complaint }: z.output<typeof notification>): Report[] {
  const known = { returnPaths: [], messageIds: [mail.commonHeaders?.messageId ?? []].flat() }
  const complaints = (complaint?.complainedRecipients ?? []).map(
    ({ emailAddress }): Report => ({ ...known, kind: 'complaint', answer: 'complaint', recipients: [emailAddress] }),
  )
  const bounces = (bounce?.bouncedRecipients ?? []).map(({ emailAddress, status, diagnosticCode }): Report => {
    const { bounceType, bounceSubType } = bounce as NonNullable<typeof bounce>
    return {
      ...known,
      // Transient ones are often holiday notices of a mail that arrived.
      kind: bounceType === 'Permanent' ? 'bounce' : 'delay',
      status: status ?? undefined,
      answer: diagnosticCode || `${bounceType} ${bounceSubType ?? ''}`,
      blames: noAddress.test(bounceSubType ?? '') ? 'address' : ofContent.test(bounceSubType ?? '') ? 'us' : undefined,
      recipients: [emailAddress],
    }
  })
  return [...bounces, ...complaints]
}

/** SNS also says in plain words that it works. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
