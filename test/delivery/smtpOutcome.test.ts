import { expect, test } from 'vitest'
import { outcomeOf, type SmtpError, withoutAddress } from '../../api/delivery/smtpOutcome.ts'

const failure = (command: string, response?: string, code = 'EENVELOPE') =>
  Object.assign(new Error('It failed.'), {
    ...{ command, code },
    ...(response === undefined ? {} : { response, responseCode: Number(response.slice(0, 3)) }),
  }) as SmtpError

const said: [command: string, answer: string, kind: string][] = [
  // Tried again.
  ['RCPT TO', '450 4.2.1 The user is receiving mail too quickly', 'later'],
  ['RCPT TO', '450 4.7.1 Greylisted, come back in 5 minutes', 'later'],
  ['RCPT TO', '451 4.7.1 Greylisting in action', 'later'],
  ['RCPT TO', '451 Temporary local problem - please try later', 'later'],
  ['RCPT TO', '452 4.2.2 Mailbox full', 'later'],
  ['DATA', '451 4.3.0 Queue file write error', 'later'],
  ['DATA', '452 4.3.1 Insufficient system storage', 'later'],
  ['MAIL FROM', '450 4.7.1 Client host rejected: cannot find your hostname', 'later'],
  // Full is full, also where the server gives up on it at once.
  ['RCPT TO', '552 5.2.2 Mailbox full', 'later'],
  ['RCPT TO', '552 Requested mail action aborted: exceeded storage allocation', 'later'],
  ['RCPT TO', '550-5.2.2 The recipient is over quota.\n550 5.2.2 See our help', 'later'],
  // Our own server does not let us through.
  ['RCPT TO', '554 5.7.1 <sam@example.org>: Relay access denied', 'later'],
  ['RCPT TO', '550 5.7.1 Unable to relay', 'later'],
  ['RCPT TO', '550 relay not permitted', 'later'],

  // Counts against the server.
  ['CONN', '421 4.3.2 Too many connections', 'down'],
  ['RCPT TO', '421 4.7.0 Try again later, closing connection', 'down'],
  ['DATA', '421 4.4.2 Timeout', 'down'],
  ['DATA', '454 Throttling failure: Maximum sending rate exceeded.', 'down'],
  ['RCPT TO', '454 4.7.1 Too much for now', 'down'],
  ['CONN', '554 5.7.1 No SMTP service here', 'down'],
  ['EHLO', '550 5.7.1 Who are you', 'down'],
  ['STARTTLS', '454 4.7.0 TLS not available', 'down'],
  ['AUTH PLAIN', '535 5.7.8 Authentication credentials invalid', 'down'],
  ['AUTH PLAIN', '454 4.7.0 Temporary authentication failure', 'down'],
  ['MAIL FROM', '530 5.7.0 Authentication required', 'down'],
  ['RCPT TO', '530 5.7.0 Must issue a STARTTLS command first', 'down'],
  ['MAIL FROM', '550 5.1.8 Sender address rejected: Domain not found', 'down'],
  ['MAIL FROM', '553 5.7.1 Sender address rejected: not owned by user', 'down'],
  ['RSET', '500 What', 'down'],

  // Nobody is there.
  ['RCPT TO', '550 5.1.1 <sam@example.org>: Recipient address rejected: User unknown in virtual mailbox table', 'gone'],
  [
    'RCPT TO',
    '550-5.1.1 The email account that you tried to reach does not exist. Please try\n550 5.1.1 double-checking it',
    'gone',
  ],
  ['RCPT TO', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'gone'],
  ['RCPT TO', '556 5.1.10 Recipient address has null MX', 'gone'],
  ['RCPT TO', '551 5.1.6 The mailbox has moved', 'gone'],
  ['DATA', '550 5.1.1 No such user', 'gone'],
  ['RCPT TO', '550 sorry, no mailbox here by that name. (#5.1.1)', 'gone'],
  ['RCPT TO', '550 User unknown', 'gone'],
  ['RCPT TO', '550 <sam@example.org>... User unknown', 'gone'],
  ['RCPT TO', '550 5.0.0 sam@example.org... No such user here', 'gone'],
  ['RCPT TO', '550 Unknown user', 'gone'],
  ['RCPT TO', '550 No such recipient', 'gone'],
  ['RCPT TO', "550 Mailbox doesn't exist", 'gone'],
  ['RCPT TO', '550 Recipient not found', 'gone'],

  // Only this mail fails: it may be about policy, about us, or about anything.
  ['RCPT TO', '554 5.7.1 Not wanted', 'refused'],
  ['RCPT TO', '550 5.7.1 Policy', 'refused'],
  ['RCPT TO', '550 Requested action not taken: mailbox unavailable', 'refused'],
  ['RCPT TO', '550 5.5.0 Requested action not taken: mailbox unavailable', 'refused'],
  ['RCPT TO', '550 5.4.1 Recipient address rejected: Access denied', 'refused'],
  ['RCPT TO', '550 5.2.1 The email account that you tried to reach is disabled', 'refused'],
  ['RCPT TO', '550 5.1.2 Recipient address rejected: Domain not found', 'refused'],
  ['RCPT TO', '550 5.1.3 Bad recipient address syntax', 'refused'],
  ['RCPT TO', '551 User not local; please try <kim@example.net>', 'refused'],
  ['RCPT TO', '553 Mailbox name not allowed', 'refused'],
  ['RCPT TO', '554 No such user', 'refused'],
  ['DATA', '552 5.3.4 Message too big', 'refused'],
  ['DATA', '554 5.7.1 Message contains spam', 'refused'],
  ['DATA', '550 5.7.26 This mail is unauthenticated', 'refused'],
  ['RCPT TO', '550 5.7.1 Service unavailable; client [5.1.1.1] blocked using zen.spamhaus.org', 'refused'],
  ['RCPT TO', '550 Blocked by 5.1.1.23: no such user wants this', 'refused'],
  ['RCPT TO', '550 5.1.1 Your IP has a poor reputation', 'refused'],
  ['RCPT TO', '550-Sender verify failed\n550 No such user here', 'refused'],
  ['MAIL FROM', '552 5.3.4 Message size exceeds fixed limit', 'refused'],
]

test.each(said)('at %s, %j means %s', (command, answer, kind) => {
  expect(outcomeOf(failure(command, answer))).toEqual({ kind, answer })
})

const silent: [what: string, error: SmtpError, kind: string][] = [
  ['a refused connection', failure('CONN', undefined, 'ESOCKET'), 'down'],
  ['a greeting that never came', failure('CONN', undefined, 'ETIMEDOUT'), 'down'],
  ['a connection lost in the middle of a mail', failure('DATA', undefined, 'ECONNECTION'), 'down'],
  ['no name server', failure('CONN', undefined, 'EDNS'), 'down'],
  ['no password where one is needed', failure('API', undefined, 'EAUTH'), 'down'],
  ['an envelope that we made wrong', failure('API', undefined, 'EENVELOPE'), 'refused'],
  ['a mail larger than the server takes', failure('MAIL FROM', undefined, 'EMESSAGE'), 'refused'],
]
test.each(silent)('%s', (_what, error, kind) => {
  expect(outcomeOf(error)).toEqual({ kind, answer: 'It failed.' })
})

test.each([
  ['550 5.1.1 <sam@example.org>: nobody here', '550 5.1.1 <…>: nobody here'],
  ['550 SAM@Example.ORG unknown', '550 … unknown'],
  ['550 user sam unknown, samantha is not', '550 user … unknown, samantha is not'],
  ['551 please try <kim.lee+x@example.net>', '551 please try <…>'],
  ['550 sam@[10.0.0.1] and "sam"@example.org', '550 …@[10.0.0.1] and "…"@example.org'],
  ['550-One\r\n550\tTwo\u0000\u001b[31m\u202e', '550-One 550 Two [31m'],
  [`550 ${'x'.repeat(10_000)}`, `550 ${'x'.repeat(496)}`],
])('of %j a manager reads %j', (answer, shown) => {
  expect(withoutAddress(answer, 'sam@example.org')).toBe(shown)
})

test.each(['+', '.*', 'a+b', 'x'.repeat(64), '(', '[a', '^$'])('the name %j is text, not a pattern', (name) => {
  expect(withoutAddress('250 Ok: queued', `${name}@example.org`)).toBe('250 Ok: queued')
  expect(withoutAddress(`550 ${name} unknown`, `${name}@example.org`)).toBe('550 … unknown')
})

test('an endless answer costs no time', () => {
  const began = performance.now()
  withoutAddress('a'.repeat(1_000_000), 'sam@example.org')
  outcomeOf(failure('RCPT TO', `550 ${'user '.repeat(200_000)}`))
  expect(performance.now() - began).toBeLessThan(200)
})
