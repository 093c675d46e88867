import type { z } from 'zod'
import { Problem } from '../../context/problems.ts'
import { mailgun } from './providers/mailgun.ts'
import { own } from './providers/own.ts'
import { postmark } from './providers/postmark.ts'
import { sendgrid } from './providers/sendgrid.ts'
import { ses } from './providers/ses.ts'
import type { Report } from './report.ts'

export type Told = {
  reports: Report[]
  /** What whoever runs the page has to do by hand, once. */
  todo?: string | undefined
}

/** How one provider tells of bounces and complaints. Only the fields that we need; all others may be what they like. */
export type Provider<S extends z.ZodType = z.ZodType> = { shape: S; read(told: z.output<S>): Told }

const providers: readonly Provider[] = [own, postmark, ses, sendgrid, mailgun] as Provider[]

/**
 * What a provider tells us, whichever it is: a shape fits one of them only.
 * @throws invalid for a shape that none of them has
 */
export function readProvider(body: unknown): Told {
  for (const { shape, read } of providers) {
    const told = shape.safeParse(body)
    if (told.success) return read(told.data)
  }
  throw new Problem(
    'invalid',
    'bounce-not-understood',
    'This is neither our own form of a bounce nor one of Postmark, Amazon SES, SendGrid or Mailgun.',
  )
}
