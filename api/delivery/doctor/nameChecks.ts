import { isIP } from 'node:net'
import type { Config } from '../../context/config.ts'
import type { DkimKey } from '../dkimKey.ts'
import { checkDmarc } from './dmarc.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { type Names, NoAnswer } from './names.ts'
import { BrokenSpf, spfRecords, spfVerdict } from './spf.ts'
import { tagsIn } from './tags.ts'

/** What the world can look up about whoever sends our mails. */
export async function checkNames(config: Config, names: Names, key: DkimKey | undefined): Promise<Finding[]> {
  const from = domainOf(config.mailFrom)
  const back = domainOf(config.bounceAddress ?? config.mailFrom)
  try {
    return [
      await checkSpf(names, back, config.smtpUrl && new URL(config.smtpUrl).hostname),
      ...(config.dkim && key ? [await checkDkim(names, config.dkim, key)] : []),
      await checkDmarc(names, { from, back, signer: config.dkim && key && config.dkim.domain }),
      await checkBounces(names, back),
    ]
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const sentence = `no name server answers (${error.message}), so SPF, DKIM, DMARC and MX cannot be looked up from here. Ask another one: --dns ADDRESS`
    return [warning('DNS', sentence)]
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

async function checkSpf(names: Names, domain: string, host: string | undefined): Promise<Finding> {
  const [record, ...more] = await spfRecords(names, domain)
  const wanted = `"v=spf1 ${host && !isIP(host) && host !== 'localhost' ? `a:${host}` : 'ip4:YOUR.MAIL.SERVER'} -all"`
  if (!record) return problem('SPF', `${domain} has none. Publish the TXT record ${wanted}`)
  if (more.length > 0)
    return problem('SPF', `${domain} has ${more.length + 1} records, and receivers take none then. Leave one`)
  if (/\s\+?all\b/i.test(record)) return problem('SPF', `${domain} lets everybody send ("+all"). End it with -all`)
  try {
    return await spfOf(names, domain, host)
  } catch (error) {
    if (error instanceof BrokenSpf) return problem('SPF', `${error.message}. Receivers take it for an error`)
    throw error
  }
}

async function spfOf(names: Names, domain: string, host: string | undefined): Promise<Finding> {
  const [ip] = !host ? [] : isIP(host) ? [host] : await names.addresses(host)
  const unseen = 'which address the world sees our mails come from cannot be told from here'
  if (!ip || /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(ip))
    return ok('SPF', `${domain} has one; ${unseen}`)
  const verdict = await spfVerdict(names, domain, ip)
  if (verdict === 'allows') return ok('SPF', `${domain} allows ${host} (${ip})`)
  return warning(
    'SPF',
    `${domain} does not name ${host} (${ip}). Add it, unless it hands mail on to servers that are named`,
  )
}

async function checkDkim(names: Names, dkim: NonNullable<Config['dkim']>, key: DkimKey): Promise<Finding> {
  const name = `${dkim.selector}._domainkey.${dkim.domain}`
  const publish = `Publish the TXT record ${name} with: ${key.record}`
  const records = (await names.txt(name)).map(tagsIn).filter(({ p }) => p !== undefined)
  if (records.length === 0) return problem('DKIM', `${name} is not there. ${publish}`)
  const [published = {}] = records
  if (records.length > 1)
    return problem('DKIM', `${name} has ${records.length} keys, and receivers pick one. Leave one`)
  if (published.p !== key.published) return problem('DKIM', `${name} holds another key than DKIM_KEY_FILE. ${publish}`)
  if ((published.k ?? 'rsa') !== (key.algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'))
    return problem('DKIM', `${name} calls its key ${published.k ?? 'rsa'}. ${publish}`)
  if (published.t?.split(':').includes('y')) return warning('DKIM', `${name} says "t=y", only testing: take that out`)
  if ((key.key.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048)
    return warning('DKIM', `${name} matches our key, but fewer than 2,048 bits are little today`)
  return ok('DKIM', `${name} matches our key`)
}

async function checkBounces(names: Names, domain: string): Promise<Finding> {
  const hosts = await names.mx(domain)
  if (hosts.length === 1 && hosts[0] === '')
    return problem('Bounces', `${domain} says that it takes no mail (null MX), so nothing can come back to it`)
  if (hosts.length > 0) return ok('Bounces', `come back to ${hosts[0]}`)
  if ((await names.addresses(domain)).length > 0)
    return warning('Bounces', `${domain} has no MX; they come back only if a mail server listens at its own address`)
  return problem(
    'Bounces',
    `${domain} has neither MX nor address: nothing can come back, and many refuse such a sender`,
  )
}
