import type { IncomingMessage } from 'node:http'
import type { Config } from '../context/config.ts'

/** What proxies add, and what some frameworks would take for the address that was asked for. */
const untrusted =
  /^(forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-original-(url|host)|x-rewrite-url|x-http-method(-override)?|x-method-override)$/

/**
 * Whose connection it is. Afterwards the request carries no forwarded header but the one that says just that: host and
 * scheme come from PUBLIC_URL, whoever forwards.
 */
export function clientAddress({ trustProxy }: Pick<Config, 'trustProxy'>, request: IncomingMessage): string {
  // The last address was written by the proxy we trust; those before it by anybody.
  const told = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  for (const name of Object.keys(request.headers)) if (untrusted.test(name)) delete request.headers[name]
  const address = told || request.socket.remoteAddress || ''
  if (told) request.headers['x-forwarded-for'] = told
  return address
}
