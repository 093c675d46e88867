import { Hono } from 'hono'
import { resendFailed } from '../../delivery/resendFailed.ts'
import { exportRecipients, recipientColumns } from '../../reads/recipientRows.ts'
import type { C, Env } from '../env.ts'
import { respond } from '../respond.ts'
import { versionOf } from '../v1/messages.ts'
import { form, type Posted } from './form.ts'

const desk = (c: C) => `/manage/deliveries/${c.req.param('version')}`
const version = (c: C) => versionOf(c.req.param('version') ?? '')

/** What is done with a message that was sent. */
export function deliveryForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.get('/deliveries/:version/recipients.csv', (c) => proof(c as C))
  forms.post('/deliveries/:version/resend', form(desk, resend))
  return forms
}

/** Opened in a spreadsheet rather than by a program. @throws forbidden, missing */
async function proof(c: C): Promise<Response> {
  const lines = await exportRecipients(c.get('ctx'), { version: version(c) })
  return respond.csv(c, `message-${version(c)}.csv`, recipientColumns, lines, { forPeople: true })
}

async function resend({ c, ctx, once }: Posted): Promise<string> {
  const count = await resendFailed(ctx, { version: version(c) }, once)
  return `${desk(c)}?show=waiting&again=${count}`
}
