import { Hono } from 'hono'
import { missing } from '../../context/problems.ts'
import type { Mailbox } from '../../delivery/mailbox.ts'
import type { C, Env } from '../env.ts'
import { panelPage } from './panel.ts'

/** A mail is shown as it is, but can do nothing: no script, no other origin, and its links open beside the panel. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
const caged = `${policy}frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox`

/** The mails that the demo caught instead of sending them. Without a mailbox there is nothing at these addresses. */
export function mailboxPages(mailbox: Mailbox | undefined): Hono<Env> {
  const pages = new Hono<Env>()
  if (!mailbox) return pages
  const mailOf = (c: C) => {
    const mail = mailbox.list().find(({ id }) => String(id) === c.req.param('id'))
    if (!mail) throw missing('mail')
    return mail
  }
  pages.get('/mailbox', (c) => panelPage(c, 200, { mails: mailbox.list() }))
  pages.get('/mailbox/:id', (c) => panelPage(c, 200, { mails: [mailOf(c)] }))
  pages.get('/mailbox/:id/html', (c) => {
    const html = mailOf(c).html.replace(/<head>/i, '<head><base target="_blank">')
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': caged,
      'Cache-Control': 'no-store',
    }
    return new Response(html, { headers })
  })
  return pages
}
