/** Fernhill Plants: house plants by post. Invented, as is everything that happens to it. */
export const shop = {
  name: 'Fernhill Plants',
  timeZone: 'Europe/Amsterdam',
  about: 'Whether our shop, our orders and our deliveries work, and what we are doing when they do not.',
}

/** Short names, by which the stories speak of components. */
export type Part =
  | 'storefront'
  | 'search'
  | 'accounts'
  | 'checkout'
  | 'payments'
  | 'confirmations'
  | 'booking'
  | 'tracking'
  | 'returns'

export const groups: { name: string; parts: { part: Part; name: string; description?: string }[] }[] = [
  {
    name: 'The shop',
    parts: [
      { part: 'storefront', name: 'Storefront', description: 'Looking at plants, pots and care advice' },
      { part: 'search', name: 'Search' },
      { part: 'accounts', name: 'Customer accounts', description: 'Signing in, addresses and past orders' },
    ],
  },
  {
    name: 'Ordering',
    parts: [
      { part: 'checkout', name: 'Checkout', description: 'From the basket to a placed order' },
      { part: 'payments', name: 'Card payments' },
      { part: 'confirmations', name: 'Order confirmations', description: 'The mail that follows an order' },
    ],
  },
  {
    name: 'Delivery',
    parts: [
      { part: 'booking', name: 'Delivery booking', description: 'Choosing the day on which plants arrive' },
      { part: 'tracking', name: 'Parcel tracking' },
      { part: 'returns', name: 'Returns' },
    ],
  },
]

/** Confirmed long ago; `parts` is what they chose, everything when it is missing. */
export const readers: { address: string; parts?: Part[] }[] = [
  { address: 'anouk@example.org' },
  { address: 'bram@example.org' },
  { address: 'greenhouse@example.org' },
  { address: 'jonas@example.org', parts: ['checkout', 'payments'] },
  { address: 'tilda@example.org', parts: ['tracking', 'booking'] },
]
