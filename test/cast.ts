import type { Actor } from '../api/context/context.ts'
import type { Tx } from '../db/open.ts'
import { components, page, people } from '../db/schema.ts'

export const begins = new Date('2026-03-01T09:00:00.000Z')

/** Who acts in tests: ada administers, mara manages, vic only looks, a stranger is anybody, the clock is ourselves. */
export const cast = {
  ada: { kind: 'person', id: 'adaadmin0000', number: 1, name: 'Ada Admin', role: 'administrator' },
  mara: { kind: 'person', id: 'maramanager0', number: 2, name: 'Mara Manager', role: 'manager' },
  vic: { kind: 'person', id: 'vicviewer000', number: 3, name: 'Vic Viewer', role: 'viewer' },
  stranger: { kind: 'stranger' },
  clock: { kind: 'clock' },
  system: { kind: 'system' },
} as const satisfies Record<string, Actor>
export type CastName = keyof typeof cast

/** What the shop's page shows in tests, by a short name for each. */
export const shown = {
  checkout: 'checkout0000',
  payments: 'payments0000',
  search: 'search000000',
  deliveries: 'deliveries00',
} as const

/** The page, its four components and the people who sign in. */
export async function settle(tx: Tx) {
  const at = { createdAt: begins, updatedAt: begins }
  const url = 'https://status.harbour.example'
  await tx.insert(page).values({ id: 'harbourpage0', name: 'Harbour Books', url, timeZone: 'Europe/Berlin', ...at })
  const names = ['Checkout', 'Payments', 'Search', 'Deliveries']
  const rows = Object.values(shown).map((id, index) => ({ id, name: names[index] ?? id, position: index + 1, ...at }))
  await tx.insert(components).values(rows)
  for (const { id, number, name, role } of [cast.ada, cast.mara, cast.vic]) {
    const email = `${name.split(' ')[0]?.toLowerCase()}@harbour.example`
    await tx.insert(people).values({ id, number, name, role, email, emailKey: email, createdAt: begins })
  }
}
