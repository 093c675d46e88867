import { Hono } from 'hono'
import { missing } from '../../context/problems.ts'
import type { Env } from '../env.ts'
import { respond } from '../respond.ts'
import { askRoute } from '../subscriptions/asks.ts'
import { bounceRoutes } from './bounces.ts'
import { componentRoutes } from './components.ts'
import { endpointRoutes } from './endpoints.ts'
import { incidentRoutes } from './incidents.ts'
import { keyRoutes } from './keys.ts'
import { listRoutes } from './lists.ts'
import { maintenanceRoutes } from './maintenances.ts'
import { messageRoutes } from './messages.ts'
import { openApi } from './openApi.ts'
import { peopleRoutes } from './people.ts'
import { postmortemRoutes } from './postmortems.ts'
import { mount, type Route } from './route.ts'
import { subscriberRoutes } from './subscribers.ts'

/** The admin API, line by line. */
export const routes: readonly Route[] = [
  ...componentRoutes,
  ...incidentRoutes,
  ...maintenanceRoutes,
  ...postmortemRoutes,
  ...messageRoutes,
  ...subscriberRoutes,
  ...listRoutes,
  ...endpointRoutes,
  ...keyRoutes,
  ...bounceRoutes,
  ...peopleRoutes,
]

/** The admin API under /api/v1. Who asks is settled before (`session.ts`). */
export function v1(): Hono<Env> {
  const app = new Hono<Env>()
  mount(app, routes)
  app.get('/openapi.json', (c) => respond.json(c, openApi([...routes, askRoute], c.get('ctx').config.publicUrl)))
  app.notFound((c) => respond.problem(c as never, missing('address in this API')))
  app.onError((error, c) => respond.problem(c as never, error))
  return app
}
