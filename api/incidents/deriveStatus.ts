import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { claims, incidentComponents, incidents, updates } from '../../db/schema.ts'
import type { Status } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { impactReached } from './impact.ts'

type Post = { status: Status; displayAt: Date }

/**
 * Writes an incident's status, its milestones and its impact anew from its updates and claims.
 * The one author of these columns: every verb that touches updates or claims ends with it.
 */
export async function deriveStatus(tx: Tx, ctx: Context, incidentId: string): Promise<Status> {
  const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId))
  if (!incident) throw new Error(`deriveStatus: no incident ${incidentId}`)
  const posts = await standingPosts(tx, incidentId)
  const status = posts.at(-1)?.status ?? incident.status
  const impact =
    incident.impactOverride ?? (incident.kind === 'maintenance' ? 'maintenance' : await reached(tx, incidentId))
  await tx
    .update(incidents)
    .set({
      status,
      impact,
      identifiedAt: firstOf(posts, 'identified'),
      monitoringAt: firstOf(posts, 'monitoring'),
      resolvedAt: firstOf(posts, 'resolved', 'completed'),
      updatedAt: ctx.now(),
    })
    .where(eq(incidents.id, incidentId))
  return status
}

/** What was said and still stands, in the order in which it is shown. */
async function standingPosts(tx: Tx, incidentId: string): Promise<Post[]> {
  return tx
    .select({ status: updates.status, displayAt: updates.displayAt })
    .from(updates)
    .where(and(eq(updates.incidentId, incidentId), isNull(updates.replacedAt), isNull(updates.retractedAt)))
    .orderBy(asc(updates.displayAt), asc(updates.createdAt))
}

async function reached(tx: Tx, incidentId: string) {
  const own = await tx
    .select()
    .from(claims)
    .where(and(eq(claims.cause, 'incident'), eq(claims.causeId, incidentId), isNull(claims.replacedAt)))
  const attached = await tx.select().from(incidentComponents).where(eq(incidentComponents.incidentId, incidentId))
  return impactReached(
    own,
    attached.map((row) => row.componentId),
  )
}

function firstOf(posts: Post[], ...statuses: Status[]): Date | null {
  return posts.find((post) => statuses.includes(post.status))?.displayAt ?? null
}
