import { claims, components, incidentComponents, incidents, updates } from '../../db/schema.ts'
import type { ComponentState } from '../../db/vocabulary.ts'
import { type World, world } from '../world.ts'

const day = 86_400_000
const states: ComponentState[] = ['degraded_performance', 'partial_outage', 'major_outage']
const groups = [
  'Accounts',
  'Billing',
  'Builds',
  'Catalogue',
  'Chat',
  'Documents',
  'Mail',
  'Mobile',
  'Payments',
  'Search',
  'Storage',
  'Webhooks',
]
const parts = ['Interface', 'Sign-in', 'Background jobs', 'European region', 'American region']
const troubles = [
  'was slow',
  'turned requests away',
  'lost its connection',
  'showed old figures',
  'could not be reached',
]

/** Sixty components in twelve groups, and five years of history: 1,300 incidents with 2,800 updates. */
export async function crowd(): Promise<World> {
  const w = await world()
  w.clock.set('2026-11-19T13:00:00Z')
  const at = w.clock.now()
  const from = +at - 5 * 365 * day
  const leaves = groups.flatMap((group, g) =>
    parts.map((part, p) => ({ id: `leaf${g}x${p}`, name: `${group} ${part}`, g, p })),
  )
  await w.ctx.db.write('urgent', async (tx) => {
    await tx.update(components).set({ retiredAt: at })
    const stamp = { createdAt: new Date(from), updatedAt: at }
    await tx
      .insert(components)
      .values(groups.map((name, g) => ({ id: `group${g}`, name, isGroup: true, position: g + 1, ...stamp })))
    await tx
      .insert(components)
      .values(leaves.map(({ id, name, g, p }) => ({ id, name, groupId: `group${g}`, position: p + 1, ...stamp })))
    for (let n = 0; n < 1300; n += 100)
      await insertHundred(
        tx,
        Array.from({ length: 100 }, (_, k) => incidentOf(n + k, from + ((n + k) * 5 * 365 * day) / 1300, leaves)),
      )
  })
  return w
}

type Leaf = { id: string; name: string }

function incidentOf(n: number, began: number, leaves: Leaf[]) {
  const leaf = leaves[(n * 7) % leaves.length] as Leaf
  const startedAt = new Date(began)
  const resolvedAt = new Date(began + (20 + ((n * 37) % 180)) * 60_000)
  const name = `${leaf.name} ${troubles[n % troubles.length]}`
  return { id: `story${n}`, leaf, name, startedAt, resolvedAt, state: states[n % 3] as ComponentState, n }
}

type One = ReturnType<typeof incidentOf>
type Tx = Parameters<Parameters<World['ctx']['db']['write']>[1]>[0]

async function insertHundred(tx: Tx, some: One[]) {
  const past = { kind: 'incident', status: 'resolved', impact: 'minor' } as const
  await tx.insert(incidents).values(
    some.map(({ id, name, startedAt, resolvedAt }) => ({
      id,
      name,
      startedAt,
      resolvedAt,
      createdAt: startedAt,
      updatedAt: resolvedAt,
      ...past,
    })),
  )
  await tx.insert(incidentComponents).values(some.map(({ id, leaf }) => ({ incidentId: id, componentId: leaf.id })))
  await tx.insert(claims).values(
    some.map((one) => ({
      componentId: one.leaf.id,
      state: one.state,
      cause: 'incident' as const,
      causeId: one.id,
      beganAt: one.startedAt,
      endedAt: one.resolvedAt,
      createdAt: one.startedAt,
    })),
  )
  await tx.insert(updates).values(some.flatMap(updatesOf))
}

function updatesOf({ id, n, name, startedAt, resolvedAt }: One) {
  const row = (k: number, at: Date, status: 'investigating' | 'resolved', body: string) => ({
    id: `${id}u${k}`,
    originId: `${id}u${k}`,
    incidentId: id,
    status,
    body,
    language: 'en',
    displayAt: at,
    createdAt: at,
    author: 'system',
  })
  const first = row(
    0,
    startedAt,
    'investigating',
    `We see that ${name}. We are looking for the cause, and will write again soon.`,
  )
  const last = row(1, resolvedAt, 'resolved', 'This is over. Everything works as it should again.')
  return n % 7 === 0 ? [first, row(2, startedAt, 'investigating', 'We have found the cause.'), last] : [first, last]
}
