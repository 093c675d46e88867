import { astro, FetchState } from 'astro/fetch'

/** A page that nobody asked for over HTTP: for the edition and for exports. */
export function render(url: URL, locals: App.Locals = {}): Promise<Response> {
  return show(new Request(url), locals)
}

/** The page at the request's own address; the original request keeps its cookies and its sender's address. */
export function show(request: Request, locals: App.Locals = {}): Promise<Response> {
  const state = new FetchState(request)
  state.locals = locals
  return astro(state)
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
