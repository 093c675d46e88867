import { BlockList, isIP } from 'node:net'
import type { Names } from './names.ts'

/** RFC 7208, 4.6.4: whoever needs more look-ups than that is refused. */
const mostLookUps = 10

export type Verdict = 'allows' | 'forbids' | 'says nothing'

/** A record that receivers cannot use. */
export class BrokenSpf extends Error {}

/** The SPF records of a domain: one, if all is well. */
export async function spfRecords(names: Names, domain: string): Promise<string[]> {
  return (await names.txt(domain)).filter((text) => /^v=spf1( |$)/i.test(text))
}

/**
 * Whether a domain lets a machine send in its name, by RFC 7208 as far as it can be known without a mail: macros and
 * `ptr` fit nobody here.
 * @throws BrokenSpf
 */
export async function spfVerdict(names: Names, domain: string, ip: string): Promise<Verdict> {
  return judged(names, domain, ip, { lookUps: 0 })
}

async function judged(names: Names, domain: string, ip: string, spent: { lookUps: number }): Promise<Verdict> {
  const [record = '', ...more] = await spfRecords(names, domain)
  if (more.length > 0) throw new BrokenSpf(`${domain} has ${more.length + 1} SPF records, and may have one`)
  const terms = record.split(/\s+/).slice(1).filter(Boolean)
  for (const term of terms) {
    const [, sign = '', name = '', value = '', bits] = /^([-+?~]?)(\w+)(?:[:=]([^/]*))?(?:\/(\d+))?/.exec(term) ?? []
    if (/^(include|a|mx|ptr|exists|redirect)$/i.test(name) && ++spent.lookUps > mostLookUps)
      throw new BrokenSpf(`${domain} needs more than ${mostLookUps} look-ups`)
    if (await fits(names, { name: name.toLowerCase(), value, bits }, domain, ip, spent))
      return sign === '' || sign === '+' ? 'allows' : sign === '?' ? 'says nothing' : 'forbids'
  }
  const elsewhere = terms.find((term) => /^redirect=/i.test(term))?.slice('redirect='.length)
  return elsewhere ? judged(names, elsewhere, ip, spent) : 'says nothing'
}

type Term = { name: string; value: string; bits: string | undefined }

async function fits(names: Names, { name, value, bits }: Term, domain: string, ip: string, spent: { lookUps: number }) {
  const about = value || domain
  if (name === 'all') return true
  if (about.includes('%')) return false
  if (name === 'include') return (await judged(names, about, ip, spent)) === 'allows'
  if (name === 'ip4' || name === 'ip6') return within([value], bits, ip)
  if (name === 'a') return within(await names.addresses(about), bits, ip)
  if (name !== 'mx') return false
  const hosts = await names.mx(about)
  return within((await Promise.all(hosts.slice(0, 10).map(names.addresses))).flat(), bits, ip)
}

function within(networks: readonly string[], bits: string | undefined, ip: string): boolean {
  const list = new BlockList()
  for (const network of networks) {
    const family = isIP(network)
    const most = family === 4 ? 32 : 128
    const length = bits === undefined ? most : Number(bits)
    if (family && length <= most) list.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6')
  }
  return list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}
