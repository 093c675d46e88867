import { addComponent } from '../../api/components/addComponent.ts'
import { configurePage } from '../../api/components/configurePage.ts'
import { retireComponent } from '../../api/components/retireComponent.ts'
import { type World, world } from '../world.ts'

/** A bookshop with its components in four groups, by short name. */
const plan = {
  Shop: { site: 'Website', search: 'Search', photos: 'Cover photos' },
  Ordering: {
    checkout: 'Checkout',
    cards: 'Card payments',
    confirmations: 'Order confirmations',
    vouchers: 'Vouchers',
  },
  Delivery: { tracking: 'Parcel tracking', pickup: 'Pick-up points' },
  'For bookshops': { orders: 'Order API', stock: 'Stock feed' },
} as const

export type Shop = World & { ids: Record<string, string> }

/** The test world with the shop's own components instead of the four plain ones; the clock stands at 09:00 UTC. */
export async function shop(at = '2026-11-19T09:00:00Z'): Promise<Shop> {
  const w = await world()
  w.clock.set(at)
  const ada = w.as('ada')
  await configurePage(ada, {
    name: 'Harbour Books',
    timeZone: 'Europe/Amsterdam',
    about: 'This page runs on machines of its own, apart from the shop.',
    supportUrl: 'https://harbour.example/help',
  })
  for (const id of Object.values(w.components)) await retireComponent(ada, { id })
  const ids: Record<string, string> = {}
  for (const [group, members] of Object.entries(plan)) {
    const groupId = await addComponent(ada, { name: group, isGroup: true })
    for (const [short, name] of Object.entries(members))
      ids[short] = await addComponent(ada, { name, groupId, startDate: short === 'vouchers' ? '2026-09-20' : null })
  }
  return { ...w, ids }
}
