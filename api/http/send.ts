import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../context/context.ts'
import { type Answer, isUnchanged, variantFor } from '../edition/answer.ts'
import { anyOrigin, commonHeaders, isOpen, strictPolicy } from './headers.ts'
import { problemBody, problemHeaders } from './problemBody.ts'

/** What a request says about the answer that it wants. */
export type Asked = {
  isHead: boolean
  /** Sets of encodings, the most wanted first. */
  wanted: readonly number[]
  ifNoneMatch: string | undefined
}

/**
 * Writes a prepared answer: nothing is made, waited for or looked up any more.
 * @param status instead of the answer's own
 */
export function sendAnswer(asked: Asked, response: ServerResponse, answer: Answer, status = answer.status): void {
  const variant = variantFor(answer, asked.wanted)
  if (status === 200 && isUnchanged(variant, asked.ifNoneMatch)) {
    response.writeHead(304, variant.unchanged)
    response.end()
    return
  }
  response.writeHead(status, variant.head)
  response.end(asked.isHead ? undefined : variant.body)
}

/** To the one address of a public page. */
export function sendElsewhere(ctx: Context, response: ServerResponse, location: string): void {
  const headers = ['Location', location, 'Cache-Control', 'public, max-age=3600', 'Content-Length', '0']
  const common = ['Content-Security-Policy', strictPolicy, ...commonHeaders(ctx.config).flat()]
  response.writeHead(308, [...headers, ...common, ...(isOpen(location) ? anyOrigin : [])])
  response.end()
}

/** A problem, from where there is no route yet. */
export function sendProblem(ctx: Context, request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  const body = problemBody(ctx.log, error)
  const text = Buffer.from(JSON.stringify(body))
  const open = isOpen((request.url ?? '').split('?', 1)[0] ?? '') ? anyOrigin : []
  response.writeHead(body.status, [
    ...Object.entries(problemHeaders(error)).flat(),
    ...commonHeaders(ctx.config).flat(),
    ...['Content-Security-Policy', strictPolicy, 'Content-Length', String(text.length), ...open],
  ])
  response.end(request.method === 'HEAD' ? undefined : text)
}
