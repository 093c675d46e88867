import { z } from 'zod'
import type { Tx } from '../../db/open.ts'
import { incidents } from '../../db/schema.ts'
import type { Status } from '../../db/vocabulary.ts'
import { claimState, endClaims } from '../components/claims.ts'
import { body, instant, name } from '../components/fields.ts'
import { type Context, requireManager } from '../context/context.ts'
import { newId } from '../context/ids.ts'
import { invalid } from '../context/problems.ts'
import { valid } from '../context/valid.ts'
import { commit, type IdempotencyKey } from '../events/commit.ts'
import { deriveStatus } from './deriveStatus.ts'
import { anyStatus, impact, severity, states } from './input.ts'
import { writeUpdate } from './writeUpdate.ts'

export const BackfillIncident = z.object({
  name,
  startedAt: instant,
  resolvedAt: instant,
  /** The text of the resolving update. */
  body,
  components: states.default([]),
  severity,
  impactOverride: impact,
  /** What was said on the way, oldest first, between start and end. */
  updates: z
    .array(z.object({ at: instant, status: anyStatus.exclude(['resolved']), body, components: states.default([]) }))
    .max(100)
    .default([]),
})

type Backfill = z.output<typeof BackfillIncident>

/**
 * Writes down an incident after the fact. It counts in uptime and history, tells nobody and enters no feed as new.
 * @param input instants in the past, the end not before the start
 * @returns the incident's id
 * @throws invalid with a sentence per field
 */
export async function backfillIncident(
  ctx: Context,
  input: z.input<typeof BackfillIncident>,
  key?: IdempotencyKey,
): Promise<string> {
  requireManager(ctx)
  const past = valid(BackfillIncident, input)
  refuseWrongTimes(ctx, past)
  return commit(ctx, { key }, async (tx, record) => {
    const id = newId()
    await tx.insert(incidents).values({
      id,
      kind: 'incident',
      name: past.name,
      status: 'resolved',
      impact: 'none',
      impactOverride: past.impactOverride ?? null,
      severity: past.severity ?? null,
      startedAt: past.startedAt,
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
      backfilledAt: ctx.now(),
    })
    const { updateId, components } = await writeStory(tx, ctx, id, past)
    await deriveStatus(tx, ctx, id)
    const after = { updateId, status: 'resolved', components }
    await record({ kind: 'incident.backfilled', subject: id, incidentId: id, after, audience: 'public' })
    return id
  })
}

/** The named components take their states at the start; updates may change them; everything ends with the incident. */
async function writeStory(tx: Tx, ctx: Context, incidentId: string, past: Backfill) {
  const because = { cause: 'incident', causeId: incidentId } as const
  const write = (status: Status, body: string, at: Date, states: Backfill['components']) =>
    writeUpdate(tx, ctx, because, { incidentId, status, body, at, states, notify: false })
  const [first, ...later] = past.updates
  const claim = mergeStates(past.components, first?.components ?? [])
  if (first) await write(first.status, first.body, past.startedAt, claim)
  else for (const { id, state } of claim) await claimState(tx, because, id, state, past.startedAt, ctx.now())
  for (const update of later) await write(update.status, update.body, update.at, update.components)
  const last = await write(
    'resolved',
    past.body,
    past.resolvedAt,
    claim.map(({ id }) => ({ id, state: 'operational' })),
  )
  await endClaims(tx, because, past.resolvedAt)
  return last
}

function mergeStates(all: Backfill['components'], own: Backfill['components']) {
  return [...all.filter(({ id }) => !own.some((one) => one.id === id)), ...own]
}

function refuseWrongTimes(ctx: Context, past: Backfill) {
  if (past.resolvedAt > ctx.now()) throw invalid({ resolvedAt: 'A backfilled incident must be over.' })
  if (past.startedAt > past.resolvedAt) throw invalid({ startedAt: 'It must have started before it ended.' })
  let last = past.startedAt
  for (const { at } of past.updates) {
    if (at < last || at > past.resolvedAt)
      throw invalid({ updates: 'Updates must lie between start and end, oldest first.' })
    last = at
  }
}
