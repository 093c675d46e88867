import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { compose, filledIn } from '../../api/delivery/mime.ts'
import { listHead } from '../../emails/message.ts'

const sender = { name: 'Büro – Status', address: 'status@harbour.example', host: 'harbour.example' }
const said = { subject: 'Zahlungen gehen nicht 🚢', html: '', text: '' }
const head = listHead(said, sender, { date: new Date(0), threaded: true, feedbackId: 'a:b:c:sender' })
const values = {
  address: 'sam@example.org',
  to: 'sam@example.org',
  messageId: '<own@harbour.example>',
  root: '<root@harbour.example>',
  leaveUrl: `https://status.harbour.example/unsubscribe/${'1a-'.padEnd(120, 'Xy_-')}`,
  manageUrl: 'https://status.harbour.example/following/1a-AbCdEf?a=1&b=2',
  follows: '“alles” – すべて',
}

/** Texts of many lengths, so that the marks fall on every place at which a line may be broken. */
const texts = Array.from({ length: 80 }, (_, n) => `${'=ä'.repeat(n % 9)}${'x'.repeat(n)}`)

test.each(texts)('what is personal comes out whole wherever lines are broken: %s', async (before) => {
  const template = await compose(head, ({ address, leaveUrl, manageUrl, follows }) => ({
    ...said,
    text: `.${before}${address} ${leaveUrl}\n.\n-- \n${follows}\n`,
    html: `<p title="${before}">${before}<a href="${manageUrl}">${follows}</a> ${address}</p>`,
  }))
  const bytes = filledIn(template, values)
  const mail = await PostalMime.parse(bytes)
  expect(mail.text?.trimEnd()).toBe(`.${before}${values.address} ${values.leaveUrl}\n.\n-- \n${values.follows}`)
  expect(mail.html).toContain(`<a href="${values.manageUrl.replace('&', '&amp;')}">${values.follows}</a>`)
  const raw = bytes.toString('latin1')
  expect(raw).not.toMatch(/[\x80-\xff]|[^\r]\n|\r[^\n]/)
  // RFC 2045, 6.7 (5): 76 characters a line of an encoded text; RFC 5322, 2.1.1: 998 anywhere.
  const [start, ...rest] = raw.split('\r\n\r\n')
  expect(Math.max(...lengths(start))).toBeLessThan(998)
  expect(Math.max(...lengths(rest.join('\r\n')))).toBeLessThanOrEqual(76)
})

test('every header stands once, the personal ones filled in', async () => {
  const template = await compose(head, ({ address }) => ({ ...said, text: address, html: address }))
  const { headers, subject, from } = await PostalMime.parse(filledIn(template, values))
  const named = Object.fromEntries(headers.map(({ key, value }) => [key, value]))
  expect(headers.length).toBe(new Set(headers.map(({ key }) => key)).size)
  expect(named).toMatchObject({
    to: 'sam@example.org',
    'message-id': '<own@harbour.example>',
    'in-reply-to': '<root@harbour.example>',
    references: '<root@harbour.example>',
    'list-unsubscribe': `<${values.leaveUrl}>`,
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'feedback-id': 'a:b:c:sender',
    'auto-submitted': 'auto-generated',
  })
  expect([subject, from?.name]).toEqual([said.subject, sender.name])
})

const lengths = (text = '') => text.split('\r\n').map((line) => line.length)
