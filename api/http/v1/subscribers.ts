import type { Route } from './route.ts'

export const subscriberRoutes: readonly Route[] = []
