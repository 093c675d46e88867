import { afterEach, expect, test } from 'vitest'
import { openNames } from '../../api/delivery/doctor/names.ts'
import { spfVerdict } from '../../api/delivery/doctor/spf.ts'
import { dnsSink } from '../sinks/dns.ts'

let close: () => Promise<void> = async () => {}
afterEach(() => close())

async function verdict(zone: Parameters<typeof dnsSink>[0], ip: string) {
  const dns = await dnsSink(zone)
  close = dns.close
  return spfVerdict(openNames([dns.server]), 'a.example', ip)
}
const record = (text: string) => ({ 'a.example': { txt: [text, 'unrelated'], a: ['192.0.2.1'], mx: ['mx.example'] } })
const others = {
  'mx.example': { a: ['192.0.2.2'] },
  'provider.example': { txt: ['v=spf1 ip4:198.51.100.0/24 include:more.example ~all'] },
  'more.example': { txt: ['v=spf1 ip6:2001:db8::/32 -all'] },
}

test.each([
  ['v=spf1 ip4:192.0.2.0/24 -all', '192.0.2.77', 'allows'],
  ['v=spf1 ip4:192.0.2.0/24 -all', '192.0.3.1', 'forbids'],
  ['v=spf1 ip4:192.0.2.9 ~all', '192.0.2.9', 'allows'],
  ['v=spf1 a -all', '192.0.2.1', 'allows'],
  ['v=spf1 a/24 -all', '192.0.2.200', 'allows'],
  ['v=spf1 mx -all', '192.0.2.2', 'allows'],
  ['v=spf1 a:mx.example -all', '192.0.2.2', 'allows'],
  ['v=spf1 include:provider.example -all', '198.51.100.4', 'allows'],
  ['v=spf1 include:provider.example -all', '2001:db8::1', 'allows'],
  ['v=spf1 include:provider.example -all', '203.0.113.1', 'forbids'],
  ['v=spf1 redirect=provider.example', '198.51.100.4', 'allows'],
  ['v=spf1 -ip4:192.0.2.1 ?all', '192.0.2.1', 'forbids'],
  ['v=spf1 ?all', '192.0.2.1', 'says nothing'],
  ['v=spf1', '192.0.2.1', 'says nothing'],
  ['v=spf1 exists:%{i}.example ptr -all', '192.0.2.1', 'forbids'],
  ['V=SPF1 IP4:192.0.2.1 -ALL', '192.0.2.1', 'allows'],
])('%s lets %s: %s', async (text, ip, expected) => {
  expect(await verdict({ ...record(text), ...others }, ip)).toBe(expected)
})

test('a record that leads round in circles, or has a twin, is broken', async () => {
  await expect(verdict(record('v=spf1 include:a.example -all'), '192.0.2.1')).rejects.toThrow(/more than 10 look-ups/)
  await close()
  await expect(verdict({ 'a.example': { txt: ['v=spf1 -all', 'v=spf1 ~all'] } }, '192.0.2.1')).rejects.toThrow(
    /2 SPF records/,
  )
})
