import type { Config } from '../context/config.ts'

/** What JSON, feeds and errors may do in a browser: nothing. Pages bring Astro's own policy. */
export const strictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const cachePublic = 'public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400'
export const cacheForever = 'public, max-age=31536000, immutable'

/** Scripts on any site may read it, errors included: embeds, browser extensions and readers of feeds do. */
export const anyOrigin: [string, string] = ['Access-Control-Allow-Origin', '*']
/** Any page may show it, also one that shows nothing foreign unasked. */
export const anyPage: [string, string] = ['Cross-Origin-Resource-Policy', 'cross-origin']

/** Whether the answers at a path are open to scripts of any site, whatever they are. */
export function isOpen(path: string): boolean {
  return path.startsWith('/api/v2/') || openFiles.test(path)
}

const openFiles =
  /^\/(embed|embed\.js|badge\.svg|history\.json|incidents\/[^/]*\.json)$|\/(history\.(rss|atom)|feed\.json|maintenance\.ics|badge\.svg)$/

/** Headers that every answer carries, whoever made it. */
export function commonHeaders(config: Pick<Config, 'publicUrl'>): [string, string][] {
  const headers: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    // Not no-referrer: with that, a browser sends `Origin: null` from our own forms.
    ['Referrer-Policy', 'same-origin'],
  ]
  if (config.publicUrl.startsWith('https:'))
    headers.push(['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'])
  return headers
}
