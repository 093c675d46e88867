import { z } from 'zod'
import type { Route } from './route.ts'

/** What the document says of a route; one without a scope is open to everybody. */
export type Described = Pick<Route, 'method' | 'path' | 'does' | 'file'> & {
  scope?: Route['scope']
  body?: z.ZodType
  answers: number
}

/** The OpenAPI 3.1 document, made from the routes and the schemas that validate. */
export function openApi(routes: readonly Described[], publicUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    ;(paths[route.path] as Record<string, object>)[route.method] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Candor admin API', version: '1' },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, made in the panel.' } },
      schemas: { Problem: problem },
      responses: {
        Problem: {
          description: 'What went wrong, in a sentence',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One sentence that helps.' },
    instance: { type: 'string', description: 'The correlation id of this answer.' },
    fields: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'A sentence per field of the input.',
    },
  },
}

function operation(route: Described): object {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  return {
    summary: route.does,
    ...(route.scope
      ? { description: `Needs the scope "${route.scope}".` }
      : { description: 'Open to everybody: without a key from our own pages only.', security: [] }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(route.method === 'post' && route.scope ? [idempotencyKey] : []),
      ...(route.body && route.file ? fieldsInQuery(route.body, route.file.field) : []),
    ],
    ...(route.body ? { requestBody: { required: true, content: contentOf(route.body, route.file) } } : {}),
    responses: { [route.answers]: { description: 'Done' }, default: { $ref: '#/components/responses/Problem' } },
  }
}

function contentOf(body: z.ZodType, file: Route['file']): object {
  const json = { 'application/json': { schema: schemaOf(body) } }
  return file ? { ...json, [file.type]: { schema: { type: 'string' } } } : json
}

/** What is said beside a file that is sent as it is. */
function fieldsInQuery(body: z.ZodType, file: string): object[] {
  const { properties = {} } = schemaOf(body) as { properties?: Record<string, object> }
  const others = Object.entries(properties).filter(([name]) => name !== file)
  return others.map(([name, schema]) => ({ name, in: 'query', schema }))
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Your own name for this request: a repeat has no second effect.',
  schema: { type: 'string', maxLength: 255 },
}

/** A Date has no JSON; what we take in its place is an ISO 8601 instant. */
function schemaOf(body: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(body, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  })
  return schema
}
