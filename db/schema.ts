// Every table, foreign keys one way: page, components ← incidents ← postmortems; subscribers; people; events ← deliveries.
export * from './schema/components.ts'
export * from './schema/deliveries.ts'
export * from './schema/events.ts'
export * from './schema/incidents.ts'
export * from './schema/page.ts'
export * from './schema/people.ts'
export * from './schema/postmortems.ts'
export * from './schema/subscribers.ts'
