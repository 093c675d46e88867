import { z } from 'zod'
import type { Provider } from '../providers.ts'
import type { Report } from '../report.ts'

const shape = z.object({
  Type: z.string(),
  TypeCode: z.number(),
  Email: z.string(),
  Description: z.string().nullish(),
  Details: z.string().nullish(),
})

type Says = Pick<Report, 'kind' | 'blames'>

const ofUs: Says = { kind: 'bounce', blames: 'us' }

/** Postmark's bounce types. What is not here is an automatic answer, or no bounce at all. */
const types: Record<string, Says> = {
  HardBounce: { kind: 'bounce', blames: 'address' },
  BadEmailAddress: { kind: 'bounce', blames: 'address' },
  SoftBounce: { kind: 'bounce' },
  DnsError: { kind: 'bounce' },
  ManuallyDeactivated: { kind: 'bounce' },
  Unknown: { kind: 'bounce' },
  Transient: { kind: 'delay' },
  SpamComplaint: { kind: 'complaint' },
  ...{ Blocked: ofUs, SpamNotification: ofUs, VirusNotification: ofUs, DMARCPolicy: ofUs, SMTPApiError: ofUs },
}

/** It overwrites return path and Message-ID: only the address says which mail it was. */
export const postmark: Provider<typeof shape> = {
  shape,
  read({ Type, Email, Details, Description }) {
    const says = Object.hasOwn(types, Type) ? types[Type] : undefined
    if (!says) return { reports: [] }
    const answer = Details || Description || Type
    return { reports: [{ ...says, answer, recipients: [Email], returnPaths: [], messageIds: [] }] }
  },
}
