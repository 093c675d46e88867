import type { Panel } from '../../api/reads/managePanel.ts'
import { all, newSending, one, type Typed } from '../../api/reads/manageTyped.ts'

export function panelOf(locals: App.Locals): Panel {
  if (!locals.panel) throw new Error('A page of the panel was asked for outside of it.')
  return locals.panel
}

/** One form of a page: what was typed into it, and what was wrong with that. */
export type Form = {
  name: string
  /** The form's own name for one sending of it. */
  once: string
  sentence: string | undefined
  typed: Typed
  error: (field: string) => string | undefined
  value: (field: string, otherwise?: string | null) => string
  has: (field: string, value: string, otherwise?: boolean) => boolean
}

/** The form of this name; empty unless it is the one that was posted. */
export function formOf({ form }: Panel, name: string): Form {
  const posted = form?.name === name ? form : undefined
  const typed = posted?.typed ?? {}
  return {
    name,
    once: one(typed, 'once') || newSending(),
    sentence: posted?.problem?.sentence,
    typed,
    error: (field) => posted?.problem?.fields[field],
    value: (field, otherwise = '') => (posted ? one(typed, field) : (otherwise ?? '')),
    has: (field, value, otherwise = false) => (posted ? all(typed, field).includes(value) : otherwise),
  }
}

/** What the role of whoever asks allows; the verbs have the last word. */
export function mayOf({ me }: Panel): { post: boolean; administer: boolean } {
  const role = me?.actor.role
  return { post: role === 'administrator' || role === 'manager', administer: role === 'administrator' }
}

/** A read's result, or the problem to show in its place. */
export async function attempt<T>(
  reading: Promise<T>,
): Promise<{ view: T; problem?: undefined } | { view?: undefined; problem: string; status: number }> {
  try {
    return { view: await reading }
  } catch (error) {
    const status = error instanceof Error && 'kind' in error ? statuses[String(error.kind)] : undefined
    if (!status) throw error
    return { problem: (error as Error).message, status }
  }
}

const statuses: Record<string, number> = { missing: 404, conflict: 409, invalid: 422, forbidden: 403, malformed: 400 }

export const number = (n: number) => n.toLocaleString('en')

/** "1 person", "1,204 people". */
export const people = (n: number) => `${number(n)} ${n === 1 ? 'person' : 'people'}`

/** What a button that publishes says, by the number of people it reaches. */
export const andTell = (act: string, n: number) => (n === 0 ? `${act}, telling nobody` : `${act} and tell ${people(n)}`)
