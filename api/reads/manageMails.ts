import type { Context } from '../context/context.ts'
import type { CaughtMail } from './managePanel.ts'
import { readPage } from './pageView.ts'
import type { Moment } from './times.ts'

export type MailView = Omit<CaughtMail, 'at' | 'headers'> & { at: Moment; headers: [string, string][] }

/** The demo's caught mails, in the page's own times. */
export async function readMails(ctx: Context, mails: readonly CaughtMail[]): Promise<MailView[]> {
  const { times } = await readPage(ctx)
  return mails.map(({ id, to, subject, text, at, headers }) => ({
    id,
    to,
    subject,
    text,
    at: times.on(at),
    headers: Object.entries(headers),
  }))
}
