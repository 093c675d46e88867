/**
 * Where to go after signing in: a path of the panel itself, whatever was asked for.
 * @param next from the query or a form, so from anybody
 */
export function safeNext(next: unknown): string {
  const home = '/manage'
  if (typeof next !== 'string' || !/^\/manage([/?]|$)/.test(next) || unclear.test(next)) return home
  const base = 'http://candor.invalid'
  if (!URL.canParse(next, base)) return home
  const url = new URL(next, base)
  // Read as a browser reads it: `/manage/..//evil` is no path of the panel.
  if (url.origin !== base || !/^\/manage(\/|$)/.test(url.pathname)) return home
  return url.pathname + url.search
}

/** What browsers read as something else than it looks: backslashes, control characters, encoded slashes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones to refuse
const unclear = /[\\\u0000-\u0020\u007f]|%(2f|5c|0[0-9a-f])/i
