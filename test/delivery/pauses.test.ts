import { expect, test } from 'vitest'
import { mailSchedule } from '../../api/delivery/backoff.ts'
import { newBell } from '../../api/delivery/bell.ts'
import { newBreaker } from '../../api/delivery/breaker.ts'
import { outcomeOf, type SmtpError } from '../../api/delivery/smtpOutcome.ts'

test('pauses grow to an hour, with a fifth of jitter', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map(
    (attempts) => (mailSchedule.pauseAfter(attempts, 'later', 0.5) ?? 0) / 60_000,
  )
  expect(pauses).toEqual([0.5, 1, 2, 4, 8, 15, 30, 60, 60, 60])
  expect([mailSchedule.pauseAfter(2, 'later', 0), mailSchedule.pauseAfter(2, 'later', 1)]).toEqual([48_000, 72_000])
  expect(mailSchedule.pauseAfter(50, 'down', 0.5)).toBe(120_000)
})

test('five failures of the server in a row close the door; one probe at a time, later and later, opens it again', () => {
  let time = 0
  const breaker = newBreaker(() => new Date(time))
  for (let n = 0; n < 4; n++) breaker.note('down')
  breaker.note('later')
  for (let n = 0; n < 4; n++) breaker.note('down')
  expect(breaker.allows(10)).toBe(10)
  // The fifth, and what else was under way.
  for (let n = 0; n < 9; n++) breaker.note('down')
  expect(breaker.opensAt()).toBe(1000)

  const pauses: number[] = []
  for (let n = 0; n < 7; n++) {
    expect(breaker.allows(10)).toBe(0)
    time = breaker.opensAt() as number
    expect(breaker.allows(10)).toBe(1)
    breaker.note('skipped')
    expect(breaker.allows(10)).toBe(1)
    breaker.note('down')
    pauses.push((breaker.opensAt() as number) - time)
  }
  expect(pauses).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  time += 30_000
  breaker.note('sent')
  expect([breaker.allows(10), breaker.opensAt()]).toEqual([10, undefined])
})

test('a ring that nobody waits for is not lost, and wakes once', async () => {
  const bell = newBell()
  bell.ring()
  bell.ring()
  await bell.wait(60_000)
  const began = performance.now()
  await bell.wait(20)
  expect(performance.now() - began).toBeGreaterThan(10)
})

const cases: [Partial<SmtpError>, string][] = [
  [{ command: 'RCPT TO', responseCode: 450, response: '450 4.2.0 Greylisted' }, 'later'],
  [{ command: 'RCPT TO', responseCode: 452, response: '452 4.2.2 Full' }, 'later'],
  [{ command: 'DATA', responseCode: 454, response: '454 Throttling' }, 'down'],
  [{ command: 'MAIL FROM', responseCode: 451, response: '451 Busy' }, 'later'],
  [{ command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 No such user' }, 'gone'],
  [{ command: 'RCPT TO', responseCode: 550, response: '550 5.1.10 Null MX' }, 'gone'],
  [{ command: 'RCPT TO', responseCode: 550, response: '550 5.1.15 Other' }, 'refused'],
  [{ command: 'DATA', responseCode: 554, response: '554 5.7.1 Spam' }, 'refused'],
  [{ command: 'MAIL FROM', responseCode: 550, response: '550 5.1.1 Sender unknown' }, 'down'],
  [{ command: 'MAIL FROM', responseCode: 530, response: '530 Sign in' }, 'down'],
  [{ command: 'DATA', responseCode: 421, response: '421 4.3.2 Closing' }, 'down'],
  [{ command: 'CONN', code: 'EPROTOCOL', responseCode: 554, response: '554 Go away' }, 'down'],
  [{ command: 'AUTH PLAIN', code: 'EAUTH', responseCode: 535, response: '535 Wrong' }, 'down'],
  [{ command: 'CONN', code: 'ECONNECTION', message: 'connect ECONNREFUSED' }, 'down'],
  [{ command: 'API', code: 'EENVELOPE', message: 'Invalid recipient' }, 'refused'],
]

test.each(cases)('%j means %s', (error, kind) => {
  expect(outcomeOf({ name: 'Error', message: '', ...error }).kind).toBe(kind)
})
