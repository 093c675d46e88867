import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { components, incidentComponents, updateComponents, updates } from '../../db/schema.ts'
import type { ComponentState, Status } from '../../db/vocabulary.ts'
import { type Because, claimedStates, claimState } from '../components/claims.ts'
import { type Context, refOf } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { invalid } from '../context/problems.ts'
import { insertTranslations, languageOf, type Wording } from './wording.ts'

/** A post as it goes into the tables. */
export type Post = Wording & {
  incidentId: string
  status: Status
  body: string
  /** The instant that customers see beside it. */
  at: Date
  /** When the states changed, where that was not at the same instant. */
  statesAt?: Date | undefined
  states: { id: string; state: ComponentState }[]
  notify: boolean
  nextUpdateBy?: Date | null | undefined
}

/** Writes one update: its row, its claims, and what it did to each attached component. Returns the update's id and all attached components. */
export async function writeUpdate(
  tx: Tx,
  ctx: Context,
  because: Because,
  post: Post,
): Promise<{ updateId: string; components: string[] }> {
  const before = await claimedStates(tx, because)
  await attach(tx, post)
  for (const { id, state } of post.states) await claimState(tx, because, id, state, post.statesAt ?? post.at, ctx.now())
  const after = await claimedStates(tx, because)
  const updateId = await insertUpdate(tx, ctx, post)
  const attached = await attachedComponents(tx, post.incidentId)
  for (const [position, { id, name }] of attached.entries()) {
    const oldState = before.get(id) ?? 'operational'
    const newState = after.get(id) ?? 'operational'
    await tx.insert(updateComponents).values({ updateId, componentId: id, name, oldState, newState, position })
  }
  return { updateId, components: attached.map(({ id }) => id) }
}

async function insertUpdate(tx: Tx, ctx: Context, post: Post): Promise<string> {
  const id = newId()
  const language = await languageOf(tx, post)
  await tx.insert(updates).values({
    id,
    originId: id,
    incidentId: post.incidentId,
    status: post.status,
    body: post.body,
    language,
    displayAt: post.at,
    createdAt: ctx.now(),
    author: refOf(ctx.actor),
    notify: post.notify,
    nextUpdateBy: post.nextUpdateBy ?? null,
  })
  await insertTranslations(tx, id, post.translations)
  return id
}

/** @throws invalid when a component is unknown, retired or a group */
async function attach(tx: Tx, post: Post): Promise<void> {
  if (post.states.length === 0) return
  const ids = [...new Set(post.states.map(({ id }) => id))]
  if (ids.length !== post.states.length) throw invalid({ components: 'Name each component once.' })
  const known = await tx
    .select()
    .from(components)
    .where(and(inArray(components.id, ids), isNull(components.retiredAt)))
  if (known.length !== ids.length) throw invalid({ components: 'There is no such component.' })
  const group = known.find((row) => row.isGroup)
  if (group) throw invalid({ components: `"${group.name}" is a group; name the components in it.` })
  for (const [position, componentId] of ids.entries())
    await tx
      .insert(incidentComponents)
      .values({ incidentId: post.incidentId, componentId, position })
      .onConflictDoNothing()
}

async function attachedComponents(tx: Tx, incidentId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: components.id, name: components.name })
    .from(incidentComponents)
    .innerJoin(components, eq(components.id, incidentComponents.componentId))
    .where(eq(incidentComponents.incidentId, incidentId))
    .orderBy(components.position, components.id)
}
