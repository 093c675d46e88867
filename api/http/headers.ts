import type { Config } from '../context/config.ts'

/** What JSON, feeds and errors may do in a browser: nothing. Pages bring Astro's own policy. */
export const strictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const cachePublic = 'public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400'
export const cacheForever = 'public, max-age=31536000, immutable'

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
