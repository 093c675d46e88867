import type { z } from 'zod'
import { invalid } from './problems.ts'

/**
 * The input as its schema describes it. Every verb begins with this, so that every door gets the same limits.
 * @throws invalid with a sentence per field
 */
export function valid<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.') || 'input'
    fields[path] ??= sentence(path, issue.message)
  }
  throw invalid(fields)
}

/** Our own messages are sentences already; the library's get the field's name in front. */
function sentence(path: string, message: string): string {
  return message.endsWith('.') ? message : `${path}: ${message}.`
}
