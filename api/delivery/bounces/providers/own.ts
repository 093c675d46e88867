import { z } from 'zod'
import type { Provider } from '../providers.ts'

const address = z.string().trim().min(3).max(320)

/** Our own form, for a mail server or a script of one's own. */
export const OwnReport = z
  .object({
    kind: z.enum(['bounce', 'delay', 'complaint'], 'kind is bounce, delay or complaint.'),
    /** To whom the mail had gone. */
    address: address.optional(),
    /** The return path that the mail had. */
    returnPath: address.optional(),
    /** The Message-ID that the mail had. */
    messageId: z.string().trim().max(998).optional(),
    /** The code of RFC 3463, like 5.1.1. */
    status: z
      .string()
      .regex(/^[245]\.\d{1,3}\.\d{1,3}$/, 'status is a code like 5.1.1.')
      .optional(),
    /** What the refusing server said. */
    reason: z.string().max(2000).default(''),
  })
  .refine((one) => one.address ?? one.returnPath, 'Say to which address, or with which return path.')

export const own: Provider<typeof OwnReport> = {
  shape: OwnReport,
  read: ({ kind, address, returnPath, messageId, status, reason }) => ({
    reports: [
      {
        ...{ kind, status },
        answer: reason || status || 'no reason given',
        returnPaths: [returnPath ?? []].flat(),
        recipients: [address ?? []].flat(),
        messageIds: [messageId ?? []].flat(),
      },
    ],
  }),
}
