import { worstOf } from '../../db/vocabulary.ts'
import { shownStates } from '../components/claims.ts'
import type { Context } from '../context/context.ts'
import { missing } from '../context/problems.ts'
import { readAbout } from './about.ts'
import { readStanding } from './standing.ts'
import { voiceIn } from './voice.ts'
import type { Stance } from './words.ts'

/** What a badge says: of what, and how it stands. */
export type Badge = { label: string; whole: string; stance: Stance; language: string }

/**
 * The page's badge, or that of one component or group.
 * @throws missing for a component that is not listed (any more): a badge must not go on saying that it works
 */
export async function readBadge(ctx: Context, componentId?: string): Promise<Badge> {
  const { page, lead } = await readStanding(ctx)
  const { name } = page
  const language = ctx.language ?? 'en'
  if (componentId === undefined) return { label: name, whole: name, stance: lead.stance, language }
  const about = await readAbout(ctx.db.read, componentId)
  if (about.retiredAt) throw missing('component')
  const shown = await shownStates(ctx.db.read)
  const stance = voiceIn(ctx.language ?? 'en').stanceOf(worstOf(about.ids.map((id) => shown.get(id) ?? 'operational')))
  return { label: about.name, whole: `${name}, ${about.name}`, stance, language }
}
