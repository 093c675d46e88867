/** Every place of the panel; `key` follows a "g". */
export const places = [
  { href: '/manage', name: 'Overview', key: 'o' },
  { href: '/manage/incidents', name: 'Incidents', key: 'i' },
  { href: '/manage/maintenance', name: 'Maintenance', key: 'm' },
  { href: '/manage/deliveries', name: 'Deliveries', key: 'd' },
  { href: '/manage/components', name: 'Components', key: 'c', gap: true },
  { href: '/manage/subscribers', name: 'Subscribers', key: 's' },
  { href: '/manage/endpoints', name: 'Webhooks', key: 'w', administer: true },
  { href: '/manage/mailbox', name: 'Mailbox', key: 'b', demo: true },
  { href: '/manage/log', name: 'Log', key: 'l', gap: true },
  { href: '/manage/people', name: 'People', key: 'e', administer: true },
  { href: '/manage/keys', name: 'API keys', key: 'k', administer: true },
  { href: '/manage/settings', name: 'Settings', key: 'p', administer: true },
] as const satisfies Place[]

export type Place = { href: string; name: string; key: string; gap?: boolean; demo?: boolean; administer?: boolean }
