import type { ComponentState } from '../../db/vocabulary.ts'
import type { Context } from '../context/context.ts'
import { backfillIncident } from '../incidents/backfillIncident.ts'
import { openIncident } from '../incidents/openIncident.ts'
import { postUpdate } from '../incidents/postUpdate.ts'
import { postMaintenanceUpdate } from '../maintenance/postMaintenanceUpdate.ts'
import { scheduleMaintenance } from '../maintenance/scheduleMaintenance.ts'
import { publishPostmortem } from '../postmortems/publishPostmortem.ts'
import type { Part } from './shop.ts'

/** Component ids by their short names. */
export type Parts = Record<Part, string>
/** One thing that somebody did at a time. Steps of different scenes are played in the order of their times. */
export type Step = { at: Date; play: (ctx: Context) => Promise<unknown> }

type States = Partial<Record<Part, Exclude<ComponentState, 'under_maintenance'>>>

export type Story = {
  name: string
  at: Date
  body: string
  states: States
  severity?: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4'
  advice?: string
  notAffected?: string
  /** Minutes after the post until which the next one is promised. */
  nextIn?: number
  /** `after`: minutes since the beginning. */
  posts: {
    after: number
    status: 'investigating' | 'identified' | 'monitoring' | 'resolved'
    body: string
    states?: States
    nextIn?: number
  }[]
  report?: { after: number; title: string; body: string }
}

// Nobody is mailed: what happened before the demo began is old news to its readers.
const notify = false

/** An incident as it was lived: opened, told, resolved. */
export function incident(parts: Parts, story: Story): Step[] {
  let incidentId = ''
  const { name, at, body, advice, notAffected, severity, nextIn } = story
  const opened = { name, body, advice, notAffected, severity, notify, nextUpdateBy: promised(at, nextIn) }
  const components = statesOf(parts, story.states)
  const posts = story.posts.map(({ after, status, body, states = {}, nextIn }) => {
    const said = minutes(at, after)
    const post = { status, body, components: statesOf(parts, states), notify, nextUpdateBy: promised(said, nextIn) }
    return { at: said, play: (ctx: Context) => postUpdate(ctx, { incidentId, ...post }) }
  })
  const { report } = story
  return [
    { at, play: async (ctx) => (incidentId = await openIncident(ctx, { ...opened, components })) },
    ...posts,
    ...(report
      ? [
          {
            at: minutes(at, report.after),
            play: (ctx: Context) =>
              publishPostmortem(ctx, { incidentId, title: report.title, body: report.body, notify }),
          },
        ]
      : []),
  ]
}

/** An incident that was written down a day later. */
export function afterwards(
  parts: Parts,
  story: { name: string; at: Date; lasted: number; body: string; states: States },
): Step[] {
  const { name, at, lasted, body, states } = story
  const past = { name, startedAt: at, resolvedAt: minutes(at, lasted), body, components: statesOf(parts, states) }
  return [{ at: minutes(at, lasted + 1440), play: (ctx) => backfillIncident(ctx, past) }]
}

export type Plan = {
  name: string
  /** When it was announced, and its window; `begun` and `done` are given for what lies behind us. */
  announced: Date
  from: Date
  minutes: number
  about: Part[]
  body: string
  begun?: string
  done?: { after: number; body: string }
}

/** A maintenance: announced, and, where it is over, begun and completed by hand. */
export function maintenance(parts: Parts, plan: Plan): Step[] {
  let maintenanceId = ''
  const { name, body, announced, from, begun, done } = plan
  const automatic = !done
  const given = {
    name,
    body,
    components: plan.about.map((part) => parts[part]),
    scheduledFor: from,
    scheduledUntil: minutes(from, plan.minutes),
    autoBegin: automatic,
    autoComplete: automatic,
    notify,
  }
  const move = (at: Date, status: 'in_progress' | 'completed', body: string): Step => ({
    at,
    play: (ctx) => postMaintenanceUpdate(ctx, { maintenanceId, status, body, notify }),
  })
  return [
    { at: announced, play: async (ctx) => (maintenanceId = await scheduleMaintenance(ctx, given)) },
    ...(begun ? [move(from, 'in_progress', begun)] : []),
    ...(done ? [move(minutes(from, done.after), 'completed', done.body)] : []),
  ]
}

export function minutes(at: Date, after: number): Date {
  return new Date(+at + after * 60_000)
}

function promised(at: Date, nextIn: number | undefined): Date | undefined {
  return nextIn === undefined ? undefined : minutes(at, nextIn)
}

function statesOf(parts: Parts, states: States) {
  return (Object.entries(states) as [Part, NonNullable<States[Part]>][]).map(([part, state]) => ({
    id: parts[part],
    state,
  }))
}
