import type { Impact } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { isListed, listedComponents } from './listed.ts'

/** What the history can be narrowed to. */
export type FindChoices = { components: { id: string; name: string; inside: boolean }[]; impacts: Impact[] }

/** Groups with their components, in the page's order; impacts, the worst first. */
export async function readFindChoices(ctx: Context): Promise<FindChoices> {
  const listed = await listedComponents(ctx)
  const shown = listed.filter((row) => row.isGroup || isListed(row))
  return {
    components: shown.map(({ id, name, groupId }) => ({ id, name, inside: groupId !== null })),
    impacts: ['critical', 'major', 'minor', 'none', 'maintenance'],
  }
}
