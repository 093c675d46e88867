import { eq } from 'drizzle-orm'
import { incidents } from '../../db/schema.ts'
import { type ComponentState, type Hearing, type Impact, type Language, languages } from '../../db/vocabulary.ts'
import { impactOf, worseImpact } from '../components/rollup.ts'
import type { Context } from '../context/context.ts'
import { isMajorImpact } from '../subscribers/aboutEvent.ts'
import { countReaders } from '../subscribers/recipientsOf.ts'
import { readPage } from './pageView.ts'
import { channelNoun } from './words.ts'

/** Who hears of it, asked of the condition that sends. */
export type Reach = {
  total: number
  /** Follows the number: " by mail", ": 3 mail, 1 webhook". */
  channels: string
  /** The language that is written in. */
  original: Language
  /** How many read mail or a chat in each other language. */
  others: { language: Language; people: number }[]
}

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
  const readers = await countReaders(ctx.db.read, { incidentId: undefined, ...writing, major }, ctx.now())
  const { page } = await readPage(ctx)
  const sum = (some: typeof readers) => some.reduce((sum, { people }) => sum + people, 0)
  const byChannel = Map.groupBy(readers, ({ channel }) => channel)
  const named = [...byChannel].map(([channel, some]) => ({ n: sum(some), word: channelNoun(channel) }))
  const [only] = named
  const each = named.map(({ n, word }) => `${n.toLocaleString('en')} ${word}`).join(', ')
  const original = page.ownLanguage
  // A webhook's receiver is a program: it gets the text as it was written.
  const people = readers.filter(({ channel }) => channel !== 'webhook')
  const others = languages
    .filter((one) => one !== original)
    .map((language) => ({ language, people: sum(people.filter((one) => one.language === language)) }))
    .filter(({ people }) => people > 0)
  const channels = named.length > 1 ? `: ${each}` : only ? ` by ${only.word}` : ''
  return { total: sum(readers), channels, original, others }
}

async function impactSoFar(ctx: Context, id: string | undefined): Promise<Impact> {
  if (id === undefined) return 'none'
  const [row] = await ctx.db.read
    .select({ impact: incidents.impact, override: incidents.impactOverride })
    .from(incidents)
    .where(eq(incidents.id, id))
  return row?.override ?? row?.impact ?? 'none'
}
