import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { newPlaces } from './addressClasses.ts'
import { invalid } from './problems.ts'

/** Finds every address of a host. */
export type Resolve = (host: string) => Promise<Located[]>
export type Located = { address: string; family: number }

/** A URL that we may send to, with the addresses that were looked at: only these are connected to. */
export type Outside = { url: URL; addresses: Located[] }

/** Why a URL is not sent to; `lasting` when asking again later cannot help. */
export type Refusal = { sentence: string; lasting: boolean }

export const systemResolve: Resolve = (host) => lookup(host, { all: true })

/** One sentence for both, so that nobody learns from us which names an inner network knows. */
const nowhere = 'This host cannot be found, or is not on the public internet.'

/**
 * Finds where a URL leads, and whether we may go there: https to public addresses; inside the named networks http too. One address
 * of its host that may not be reached is one too many.
 * @param way.networks CIDRs that may be reached beside the public internet
 */
export async function locate(
  text: string,
  way: { networks: readonly string[]; resolve: Resolve },
): Promise<Outside | Refusal> {
  const url = urlOf(text)
  if ('sentence' in url) return url
  const host = hostOf(url)
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await way.resolve(host).catch(() => [])
  const placeOf = newPlaces(way.networks)
  const places = addresses.map(({ address }) => placeOf(address))
  if (places.length === 0 || places.includes(undefined)) return { sentence: nowhere, lasting: false }
  if (url.protocol === 'http:' && places.includes('public'))
    return { sentence: 'The address must begin with https://.', lasting: true }
  return { url, addresses }
}

/**
 * The same for somebody who saves a URL, who waits no longer than 5 seconds for an answer.
 * @returns the URL in one spelling, without what never leaves a browser
 * @throws invalid on the field `url`
 */
export async function requireOutside(text: string, way: Parameters<typeof locate>[1]): Promise<URL> {
  const patience = sleep(5000, { sentence: nowhere, lasting: false }, { ref: false })
  const found = await Promise.race([locate(text, way), patience])
  if ('sentence' in found) throw invalid({ url: found.sentence })
  return found.url
}

/** A name as it is looked up: without the brackets of IPv6, and without the dot that ends a whole name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

/** The parser of browsers: it knows every spelling of an IPv4 address, and leaves one. */
function urlOf(text: string): URL | Refusal {
  const no = (sentence: string) => ({ sentence, lasting: true })
  if (text.length > 2000) return no('The address may have at most 2,000 characters.')
  if (!URL.canParse(text)) return no('This is not an address like https://example.org/hook.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return no('The address must begin with https://.')
  if (url.username || url.password) return no('Leave the user name and the password out of the address.')
  if (url.port === '0' || url.port === '25') return no(`Nobody takes webhooks at port ${url.port}.`)
  if (hostOf(url) === '') return no('This is not an address like https://example.org/hook.')
  url.hash = ''
  return url
}
