import { type Cell, csvFile } from '../context/csv.ts'
import { languageOfPath } from '../reads/languages.ts'
import type { C } from './env.ts'
import { commonHeaders, strictPolicy } from './headers.ts'
import { problemBody, problemHeaders } from './problemBody.ts'

/** How a route answers. Everything here is `no-store`: what may be cached is prepared by the edition. */
export const respond = {
  /** A problem in the domain's words becomes a status and application/problem+json; anything else a 500 without details. */
  problem(c: C, error: unknown): Response {
    const ctx = c.get('ctx')
    const body = problemBody(ctx.log, error)
    return new Response(JSON.stringify(body), {
      status: body.status,
      headers: { ...plain(c), ...problemHeaders(error) },
    })
  },

  json(c: C, body: unknown, status = 200): Response {
    return new Response(JSON.stringify(body), { status, headers: { ...plain(c), 'Content-Type': 'application/json' } })
  },

  /** 201 with the place of the new thing. */
  created(c: C, location: string, body: unknown): Response {
    const answer = respond.json(c, body, 201)
    answer.headers.set('Location', location)
    return answer
  },

  /** A file of lines for somebody to keep, sent as it is made. @param lines begun only when they are read */
  csv(
    c: C,
    name: string,
    columns: readonly string[],
    lines: AsyncIterable<Cell[][]>,
    options: { forPeople: boolean },
  ): Response {
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}"`,
    }
    return new Response(csvFile(columns, lines, options), { headers: { ...plain(c), ...headers } })
  },

  nothing(c: C): Response {
    return new Response(null, { status: 204, headers: plain(c) })
  },

  /** After a form's POST: to another page, by GET; in the language of the form's. */
  seeOther(c: C, location: string): Response {
    return new Response(null, { status: 303, headers: { ...plain(c), Location: inLanguage(c, location) } })
  },

  /** One of our pages, rendered in process: a form again after a problem, with what was typed in `locals`. */
  async page(c: C, path: string, options: { status?: number; locals?: object } = {}): Promise<Response> {
    const page = await c.get('page')(inLanguage(c, path), options)
    const answer = new Response(page.body, { status: options.status ?? page.status, headers: page.headers })
    answer.headers.set('Cache-Control', 'no-store')
    return answer
  },
}

function inLanguage(c: C, path: string): string {
  const { language } = languageOfPath(new URL(c.req.url).pathname)
  return language ? `/${language}${path}` : path
}

function plain(c: C): Record<string, string> {
  return {
    ...Object.fromEntries(commonHeaders(c.get('ctx').config)),
    'Content-Security-Policy': strictPolicy,
    'Cache-Control': 'no-store',
  }
}
