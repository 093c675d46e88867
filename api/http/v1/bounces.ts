import { OwnReport } from '../../delivery/bounces/providers/own.ts'
import { readProvider } from '../../delivery/bounces/providers.ts'
import { takeReports } from '../../delivery/bounces/takeReports.ts'
import { ok, type Route } from './route.ts'

export const bounceRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/bounces',
    does: 'Tell of a bounce or a complaint: in this form, or as Postmark, Amazon SES (SNS), SendGrid or Mailgun do. The key may also be the password of HTTP Basic',
    scope: 'bounces',
    body: OwnReport,
    reads: 'anything',
    answers: 200,
    async handle({ c, ctx, body }) {
      const { reports, todo } = readProvider(body)
      if (todo) ctx.log.warn({ todo }, 'a provider of mail asks for something that only you can do')
      return ok(c, await takeReports(ctx, reports, true))
    },
  },
]
