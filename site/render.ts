import { astro, FetchState } from 'astro/fetch'
import { languageOfPath, pathIn, readOwnLanguage } from '../api/reads/languages.ts'

/** A page that nobody asked for over HTTP: for the edition and for exports. */
export function render(url: URL, locals: App.Locals = {}): Promise<Response> {
  return show(new Request(url), locals)
}

/** The page at the request's own address; the original request keeps its cookies and its sender's address. */
export async function show(request: Request, locals: App.Locals = {}): Promise<Response> {
  const url = new URL(request.url)
  const { language, path } = languageOfPath(url.pathname)
  const ownLanguage = await ownLanguageOf(locals, url.pathname)
  if (language && language === ownLanguage) return elsewhere(pathIn(language, ownLanguage, path) + url.search)
  // Here alone a path loses its language; every page file stands once.
  const plain = language ? new Request(new URL(path + url.search, url), { headers: request.headers }) : request
  const state = new FetchState(plain)
  state.locals = ownLanguage ? { ...locals, ownLanguage, language: language ?? ownLanguage } : locals
  return astro(state)
}

/** The panel has none: it is English. When nothing can be read, neither has any page. */
async function ownLanguageOf({ ctx }: App.Locals, path: string) {
  if (!ctx || /^\/manage(\/|$)/.test(path)) return undefined
  return readOwnLanguage(ctx).catch(() => 'en' as const)
}

function elsewhere(path: string): Response {
  return new Response(null, { status: 308, headers: { Location: path } })
}

/**
 * A form's page once more, after a problem with what was posted.
 * @param path of the page that holds the form, when the form posts elsewhere
 */
export async function showAgain(request: Request, locals: App.Locals, path = '', status = 422): Promise<Response> {
  const twin = new Request(new URL(path, request.url), { headers: request.headers })
  const page = await show(twin, locals)
  return new Response(page.body, { status: page.ok ? status : page.status, headers: page.headers })
}

/** Who sent the request, as the front door saw it. */
export function addressOf(request: Request): string | undefined {
  return new FetchState(request).clientAddress
}
