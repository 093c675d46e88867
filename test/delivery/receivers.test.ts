import { expect, test } from 'vitest'
import { verifyByDkimpy } from '../receivers/dkimpy.ts'
import { type RealMail, realMails } from '../receivers/mails.ts'
import { scoreBySpamAssassin } from '../receivers/spamassassin.ts'
import { readInTerminal } from '../receivers/w3m.ts'

// The whole of it, with rspamd too: npm run prove:receivers.

test.for(['rsa', 'ed25519'] as const)('python3-dkim believes our %s signature', async (algorithm, t) => {
  const sent = await realMails(algorithm)
  const verified = await verifyByDkimpy(sent)
  if (!verified) return t.skip('python3-dkim is not installed')
  expect(verified.map(({ holds }) => holds)).toEqual(sent.mails.map(() => true))
  for (const [index, { covers }] of verified.entries())
    if (sent.mails[index]?.what !== 'confirmation') expect(covers).toContain('list-unsubscribe-post')
  const forged = sent.mails.map((mail) => ({ ...mail, raw: mail.raw.replace('\r\nSubject: ', '\r\nSubject: Not ') }))
  for (const { holds } of (await verifyByDkimpy({ ...sent, mails: forged })) ?? []) expect(holds).toBe(false)
})

test('SpamAssassin finds nothing against the first mail on an incident', async (t) => {
  const { mails } = await realMails('rsa')
  const scored = await scoreBySpamAssassin(mails.find(({ what }) => what === 'incident') as RealMail)
  if (!scored) return t.skip('spamassassin is not installed')
  expect(scored.score).toBeLessThan(2)
})

test('a terminal shows in both parts what was written', async (t) => {
  const { mails } = await realMails('rsa')
  for (const mail of mails) {
    const read = await readInTerminal(mail)
    if (!read) return t.skip('w3m is not installed')
    expect([read.text, read.html]).toEqual(Array(2).fill(expect.stringContaining(mail.says)))
  }
})
