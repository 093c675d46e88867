import { eq } from 'drizzle-orm'
import { incidents } from '../../db/schema.ts'
import type { ChannelKind, ComponentState, Hearing, Impact } from '../../db/vocabulary.ts'
import { impactOf, worseImpact } from '../components/rollup.ts'
import type { Context } from '../context/context.ts'
import { isMajorImpact } from '../subscribers/aboutEvent.ts'
import { countRecipients } from '../subscribers/recipientsOf.ts'
import { channelNoun } from './words.ts'

/** Who hears of it, asked of the condition that sends. `channels` follows the number: " by mail", ": 3 mail, 1 webhook". */
export type Reach = { total: number; channels: string }

/** A post that is being written. */
export type Writing = {
  hearing: Hearing
  /** Ids of the components that it is about. */
  components: readonly string[]
  /** The incident or maintenance that it belongs to; none while it is being opened. */
  incidentId?: string
  /** It opens, ends or moves something. */
  milestone: boolean
  /** The states that it would set. */
  states?: readonly ComponentState[]
}

/** How many a post would reach if it were sent now. */
export async function reachOf(ctx: Context, { states = [], ...writing }: Writing): Promise<Reach> {
  const impact = worseImpact(await impactSoFar(ctx, writing.incidentId), impactOf(states))
  const major = writing.hearing !== 'maintenance' && isMajorImpact(impact)
  const counts = await countRecipients(ctx.db.read, { incidentId: undefined, ...writing, major }, ctx.now())
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const named = Object.entries(counts).map(([channel, n]) => ({
    n,
    word: channelNoun(channel as ChannelKind),
  }))
  const [only] = named
  const each = named.map(({ n, word }) => `${n.toLocaleString('en')} ${word}`).join(', ')
  return { total, channels: named.length > 1 ? `: ${each}` : only ? ` by ${only.word}` : '' }
}

async function impactSoFar(ctx: Context, id: string | undefined): Promise<Impact> {
  if (id === undefined) return 'none'
  const [row] = await ctx.db.read
    .select({ impact: incidents.impact, override: incidents.impactOverride })
    .from(incidents)
    .where(eq(incidents.id, id))
  return row?.override ?? row?.impact ?? 'none'
}
