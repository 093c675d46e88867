import { z } from 'zod'
import { componentStates, impacts, incidentStatuses, maintenanceStatuses } from '../../db/vocabulary.ts'
import { printable } from '../context/text.ts'

// Statuspage's own JSON, read tolerantly: unknown keys are ignored, what may be missing may also be null.

const id = z.string().regex(/^[a-z0-9]{1,64}$/, 'is not an id of a-z and 0-9')
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/, 'is not a time')
  .transform((text) => new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`))
  .refine((at) => !Number.isNaN(+at), 'is not a time')
const line = z.string().transform((text) => printable(text).replace(/\s+/g, ' ').trim())
const flag = z.boolean().nullish().catch(null)
const list = z.array(z.unknown()).nullish().catch(null)

export const Export = z.object({
  page: z
    .object({ id: id.optional().catch(undefined), name: line.optional(), time_zone: z.string().nullish() })
    .partial(),
  incidents: z.array(z.unknown()),
  scheduled_maintenances: z.array(z.unknown()).optional(),
  components: z.array(z.unknown()).optional(),
})

export const Incident = z.object({
  id,
  name: line.pipe(z.string().min(1, 'is empty').max(1000, 'is longer than 1,000 characters')),
  status: z.enum([...incidentStatuses, ...maintenanceStatuses], 'is no status that we know').nullish(),
  impact: z.enum(impacts, 'is no impact that we know').nullish(),
  created_at: time.nullish(),
  started_at: time.nullish(),
  updated_at: time.nullish(),
  monitoring_at: time.nullish(),
  resolved_at: time.nullish(),
  scheduled_for: time.nullish(),
  scheduled_until: time.nullish(),
  postmortem_body: z.string().nullish(),
  postmortem_published_at: time.nullish(),
  incident_updates: list,
  components: list,
})
export type Incident = z.output<typeof Incident>

export const Update = z.object({
  id,
  status: z.enum([...incidentStatuses, ...maintenanceStatuses], 'is no status that we know'),
  body: z.string().max(100_000, 'is longer than 100,000 characters').nullish(),
  created_at: time.nullish(),
  display_at: time.nullish(),
  affected_components: list,
  deliver_notifications: flag,
})
export type Update = z.output<typeof Update>

const state = z.enum(componentStates)

/** What an update did to a component. Old exports have entries without a code, which name no component at all. */
export const Affected = z.object({
  code: id,
  name: line,
  old_status: state.nullish().catch(null),
  new_status: state.nullish().catch(null),
})

export const Component = z.object({
  id,
  name: line.pipe(z.string().min(1)),
  description: z.string().nullish().catch(null),
  position: z.number().nullish().catch(null),
  showcase: flag,
  only_show_if_degraded: flag,
  start_date: z.iso.date().nullish().catch(null),
  group_id: id.nullish().catch(null),
  group: flag,
  created_at: time.nullish().catch(null),
  updated_at: time.nullish().catch(null),
})
export type Component = z.output<typeof Component>

/** In one half sentence why something does not have the shape it needs. */
export function fault(error: z.ZodError): string {
  const [issue] = error.issues
  const path = issue?.path.map(String).join('.')
  if (!issue || !path) return 'it is not an object'
  return issue.code === 'invalid_type' ? `its ${path} is missing or of the wrong kind` : `its ${path} ${issue.message}`
}
