import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import type { Scope } from '../../../db/vocabulary.ts'
import {
  type Context,
  requireAdministrator,
  requireManager,
  requireReporter,
  requireViewer,
} from '../../context/context.ts'
import { invalid } from '../../context/problems.ts'
import type { IdempotencyKey } from '../../events/commit.ts'
import { readBytes, readJson } from '../body.ts'
import type { C, Env } from '../env.ts'
import { respond } from '../respond.ts'

/** One line of the admin API: what answers, who may ask, and what the document says about it. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: `/${string}`
  /** What it does, for the document. */
  does: string
  scope: Scope
  /** The schema that the verb validates with; fields named in the path are left out of the document. */
  body?: z.ZodObject
  /** The bytes of the body, whatever they are called; an object of JSON unless said. */
  reads?: 'bytes'
  /** One field of the body may be sent as it is, under a content type of its own; the others then stand in the query. */
  file?: { type: string; field: string; most: number; textOf: (bytes: Uint8Array) => string }
  answers: 200 | 201 | 204
  /** Reads the request, calls the verb, answers. */
  handle: (call: Call) => Promise<Response>
}

export type Call = {
  c: C
  ctx: Context
  /** A field of the path. */
  at: (name: string) => string
  /** The JSON body; an object. */
  input: Record<string, unknown>
  /** What was sent, where it may be anything; empty otherwise. */
  bytes: Buffer
  key: IdempotencyKey | undefined
}

const guards = {
  read: requireViewer,
  post: requireManager,
  administer: requireAdministrator,
  bounces: requireReporter,
}

/** Mounts routes one by one. The guard runs before the body is read: a stranger's bytes cost nothing. */
export function mount(app: Hono<Env>, routes: readonly Route[]): void {
  for (const route of routes)
    app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
      const ctx = c.get('ctx')
      guards[route.scope](ctx)
      const at = (name: string) => c.req.param(name) ?? ''
      if (route.reads === 'bytes')
        return route.handle({ c, ctx, at, input: {}, bytes: await readBytes(c), key: undefined })
      const input = route.method === 'get' || route.method === 'delete' ? {} : await inputOf(c, route)
      return route.handle({ c, ctx, at, input, bytes: Buffer.alloc(0), key: keyOf(c, route, input) })
    })
}

async function inputOf(c: C, { file }: Route): Promise<Record<string, unknown>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (!file || type !== file.type) return objectOf(await readJson(c, file?.most))
  const bytes = await readBytes(c, file.most)
  const truth = (text: string) => (text === 'true' ? true : text === 'false' ? false : text)
  const query = Object.entries(c.req.query()).map(([name, text]) => [name, truth(text)])
  return { ...Object.fromEntries(query), [file.field]: file.textOf(bytes) }
}

/** A list's answer and its cursor. */
export function listing(c: C): { limit: number; after: string | undefined } {
  const limit = Number(c.req.query('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalid({ limit: 'limit is a whole number from 1 to 100.' })
  return { limit, after: c.req.query('after') }
}

/** A field of the query that has few values. @throws invalid for another one */
export function oneOf<T extends string>(c: C, name: string, allowed: readonly T[]): T | undefined {
  const text = c.req.query(name)
  const found = allowed.find((one) => one === text)
  if (text !== undefined && !found) throw invalid({ [name]: `${name} is one of ${allowed.join(', ')}.` })
  return found
}

export const ok = (c: C, body: unknown) => respond.json(c, body)

function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw invalid({ input: 'Send a JSON object.' })
}

function keyOf(c: C, route: Route, input: object): IdempotencyKey | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined || route.method !== 'post') return undefined
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw invalid({ 'Idempotency-Key': 'An Idempotency-Key has 1 to 255 visible characters.' })
  const bodyHash = createHash('sha256').update(JSON.stringify(input)).digest('hex')
  return { route: `POST ${c.req.path}`, key, bodyHash }
}
