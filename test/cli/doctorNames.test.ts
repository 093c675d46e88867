import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Zone } from '../sinks/dns.ts'
import { about, doctorStage } from './doctorStage.ts'

let s: Awaited<ReturnType<typeof doctorStage>>
beforeEach(async () => {
  s = await doctorStage()
})
afterEach(() => s.close())

const zones: [what: string, zone: () => Zone, line: RegExp, code: number][] = [
  [
    'no SPF',
    () => ({ 'back.harbour.example': { mx: ['mx.harbour.example'] } }),
    /^problem {2}SPF: .* has none\. Publish the TXT record "v=spf1 /,
    1,
  ],
  [
    'two SPF records',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all', 'v=spf1 mx -all'], mx: ['m.example'] } }),
    /^problem {2}SPF: .* has 2 records/,
    1,
  ],
  [
    'SPF for everybody',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 +all'], mx: ['m.example'] } }),
    /^problem {2}SPF: .* lets everybody send/,
    1,
  ],
  [
    'no DKIM record',
    () => ({ 'candor._domainkey.harbour.example': {} }),
    /^problem {2}DKIM: .* is not there\. Publish the TXT record candor\._domainkey\.harbour\.example with: v=DKIM1; k=rsa; p=MI/,
    1,
  ],
  [
    'another DKIM key',
    () => ({ 'candor._domainkey.harbour.example': { txt: ['v=DKIM1; p=MIIB'] } }),
    /^problem {2}DKIM: .* holds another key/,
    1,
  ],
  [
    'two DKIM keys',
    () => ({ 'candor._domainkey.harbour.example': { txt: [s.record, s.record] } }),
    /^problem {2}DKIM: .* has 2 keys/,
    1,
  ],
  [
    'a DKIM key of another kind',
    () => ({ 'candor._domainkey.harbour.example': { txt: [s.record.replace('rsa', 'ed25519')] } }),
    /^problem {2}DKIM: .* calls its key ed25519/,
    1,
  ],
  [
    'a DKIM key in testing',
    () => ({ 'candor._domainkey.harbour.example': { txt: [`t=y; ${s.record}`] } }),
    /^warning {2}DKIM: .* only testing/,
    0,
  ],
  [
    'no DMARC',
    () => ({ '_dmarc.harbour.example': {} }),
    /^problem {2}DMARC: harbour\.example has none.*v=DMARC1; p=none/,
    1,
  ],
  [
    'no MX',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'], a: ['203.0.113.7'] } }),
    /^warning {2}Bounces: .* has no MX/,
    0,
  ],
  [
    'a null MX',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'], mx: [''] } }),
    /^problem {2}Bounces: .* takes no mail/,
    1,
  ],
  [
    'no bounce domain',
    () => ({ 'back.harbour.example': { txt: ['v=spf1 -all'] } }),
    /^problem {2}Bounces: .* neither MX nor address/,
    1,
  ],
]
test.each(zones)('%s is one line', async (_what, zone, line, code) => {
  s.change(zone())
  const { said, code: left } = await s.look()
  expect(said).toContainEqual(expect.stringMatching(line))
  expect(left).toBe(code)
})

test('a policy that neither signature nor SPF meets is a problem; by SPF alone it is a warning', async () => {
  const strict = 'v=DMARC1; p=reject; adkim=s; aspf=s'
  s.change({
    '_dmarc.harbour.example': { txt: [strict] },
    'candor._domainkey.mail.harbour.example': { txt: [s.record] },
  })
  const foreign = await s.look({ DKIM_DOMAIN: 'mail.harbour.example' })
  expect(about(foreign.said, 'DMARC')[0]).toMatch(/^problem .*neither our signature \(mail\.harbour\.example\) nor SPF/)
  s.change({ '_dmarc.harbour.example': { txt: ['v=DMARC1; p=reject; adkim=s'] } })
  expect(about((await s.look({ DKIM_DOMAIN: 'mail.harbour.example' })).said, 'DMARC')[0]).toMatch(
    /^warning .*only SPF counts/,
  )
})

test('a subdomain lives under the policy of its domain', async () => {
  s.change({ 'candor._domainkey.status.harbour.example': { txt: [s.record] } })
  expect(about((await s.look({ MAIL_FROM: 'a@status.harbour.example' })).said, 'DMARC')[0]).toMatch(
    /^ok .*harbour\.example asks for p=quarantine; our signature counts/,
  )
})

test('without a name server it says that it cannot look, at once, and calls nothing wrong', async () => {
  await s.dns.close()
  const began = performance.now()
  const { code, said } = await s.look()
  expect(said.at(-1)).toMatch(
    /^warning {2}DNS: no name server answers \(E\w+\), so SPF, DKIM, DMARC and MX cannot be looked up.*--dns/,
  )
  expect(code).toBe(0)
  expect(performance.now() - began).toBeLessThan(15_000)
})
