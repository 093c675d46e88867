import { OwnReport } from '../../delivery/bounces/providers/own.ts'
import { readProvider } from '../../delivery/bounces/providers.ts'
import { readMail } from '../../delivery/bounces/readMail.ts'
import { takeReports } from '../../delivery/bounces/takeReports.ts'
import { jsonIn } from '../body.ts'
import { ok, type Route } from './route.ts'

export const bounceRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/bounces',
    does: 'Tell of a bounce or a complaint: in this form, as Postmark, Amazon SES (SNS), SendGrid or Mailgun do, or as the mail itself with the content type message/rfc822. The key may also be the password of HTTP Basic',
    scope: 'bounces',
    body: OwnReport,
    reads: 'bytes',
    answers: 200,
    async handle({ c, ctx, bytes }) {
      // Whoever hands on a mail vouches for nothing in it: it has to prove itself.
      if (/^message\/rfc822\b/i.test(c.req.header('content-type') ?? ''))
        return ok(c, await takeReports(ctx, await readMail(bytes), false))
      const { reports, todo } = readProvider(jsonIn(bytes.toString('utf8')))
      if (todo) ctx.log.warn({ todo }, 'a provider of mail asks for something that only you can do')
      return ok(c, await takeReports(ctx, reports, true))
    },
  },
]
