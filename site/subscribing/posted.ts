import { type Chosen, usual } from '../../api/reads/choosable.ts'
import { all, one, type Typed } from '../../api/reads/manageTyped.ts'

/** What a form of this page was sent with, and why it was refused; nothing for every other form. */
export type Posted = { problem: string | undefined; fields: Record<string, string>; typed: Typed | undefined }

export function postedTo({ form, problem, typed = {} }: App.Locals, name: string): Posted {
  if (!problem || form !== name) return { problem: undefined, fields: {}, typed: undefined }
  return { problem: problem.sentence, fields: problem.fields, typed }
}

/** What a form with choices shows: as it was typed, else as it stands. */
export function shownChoice({ typed }: Posted, stands: Chosen = usual): Chosen {
  if (!typed) return stands
  const components = all(typed, 'components')
  // The short form on the home page knows no more than this.
  if (!one(typed, 'choosing')) return { ...stands, components, everything: components.length === 0 }
  return {
    everything: one(typed, 'everything') === 'yes',
    components,
    kinds: all(typed, 'kinds'),
    floor: one(typed, 'floor'),
    language: one(typed, 'language'),
  }
}
