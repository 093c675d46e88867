import { z } from 'zod'
import { endpointKinds, floors, languages } from '../../../db/vocabulary.ts'
import { choice, someKinds, usualKinds } from '../choice.ts'

export const kind = z.enum(endpointKinds, `The kind is one of ${endpointKinds.join(', ')}.`)

export const url = z
  .string('An address is needed.')
  .trim()
  .min(1, 'An address is needed.')
  .max(2000, 'The address may have at most 2,000 characters.')

/** Who answers for an endpoint: it is confirmed from a mail to them, and they are warned when it fails. */
export const owner = z
  .string('The mail address of whoever answers for it is needed.')
  .trim()
  .min(1, 'The mail address of whoever answers for it is needed.')
  .max(320, 'This address is too long.')

export const floor = z.enum(floors, `The floor is one of ${floors.join(', ')}.`)
export const language = z.enum(languages, `The language is one of ${languages.join(', ')}.`)

/** What it hears of, like any subscriber; everything but missed promises, unless said. */
export const wishes = {
  components: choice,
  kinds: someKinds.default(usualKinds),
  floor: floor.default('all'),
  language: language.default('en'),
}

export const id = z.string().regex(/^\d{1,15}$/, 'This is not an endpoint.')
