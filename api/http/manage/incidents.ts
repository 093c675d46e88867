import { Hono } from 'hono'
import type { Context } from '../../context/context.ts'
import { conflict, invalid } from '../../context/problems.ts'
import { valid } from '../../context/valid.ts'
import { changeIncident } from '../../incidents/changeIncident.ts'
import { correctUpdate } from '../../incidents/correctUpdate.ts'
import { OpenIncident, openIncident } from '../../incidents/openIncident.ts'
import { PostUpdate, postUpdate } from '../../incidents/postUpdate.ts'
import { resolveIncident } from '../../incidents/resolveIncident.ts'
import { retractUpdate } from '../../incidents/retractUpdate.ts'
import { correctPostmortem } from '../../postmortems/correctPostmortem.ts'
import { draftPostmortem } from '../../postmortems/draftPostmortem.ts'
import { promisePostmortem } from '../../postmortems/promisePostmortem.ts'
import { publishPostmortem } from '../../postmortems/publishPostmortem.ts'
import { choicesOf } from '../../reads/manageChoices.ts'
import { readIncidentDesk } from '../../reads/manageIncident.ts'
import { wasDone } from '../../reads/manageReplay.ts'
import { one, type Typed, typedStates } from '../../reads/manageTyped.ts'
import { readUpdateDesk } from '../../reads/manageUpdate.ts'
import type { C, Env } from '../env.ts'
import { form, type Posted } from './form.ts'
import { notify, promised, together, worded } from './input.ts'

const desk = (c: C) => `/manage/incidents/${c.req.param('id')}`

/** Forms about incidents. Each calls one verb and goes to where its effect is seen. */
export function incidentForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/incidents', form('/manage/incidents/new', open))
  forms.post('/incidents/:id', form(desk, change))
  forms.post('/incidents/:id/updates', form(desk, post))
  forms.post('/incidents/:id/resolution', form(desk, resolve))
  forms.post(
    '/incidents/:id/postmortem',
    form((c) => `${desk(c)}/postmortem`, report),
  )
  forms.post(
    '/incidents/:id/postmortem/promise',
    form((c) => `${desk(c)}/postmortem`, promiseReport),
  )
  forms.post(
    '/updates/:id/correction',
    form((c) => `/manage/updates/${c.req.param('id')}`, correct),
  )
  forms.post(
    '/updates/:id/retraction',
    form((c) => `/manage/updates/${c.req.param('id')}`, retract),
  )
  return forms
}

async function open({ ctx, typed, once }: Posted): Promise<string> {
  const components = typedStates(typed, await choicesOf(ctx))
  const input = {
    name: one(typed, 'name'),
    ...worded(typed),
    status: one(typed, 'status') || undefined,
    components,
    severity: one(typed, 'severity') || null,
    advice: one(typed, 'advice'),
    notAffected: one(typed, 'notAffected'),
    notify: notify(typed),
  }
  await together(
    () => valid(OpenIncident, input),
    () => promised(ctx, typed),
  )
  const nextUpdateBy = await promised(ctx, typed)
  return `/manage/incidents/${await openIncident(ctx, { ...input, nextUpdateBy } as never, once)}?posted`
}

async function post({ c, ctx, typed, once }: Posted): Promise<string> {
  const id = c.req.param('id') as string
  const { choices, seen } = await readIncidentDesk(ctx, id)
  await refuseIfOvertaken(ctx, typed, seen, once)
  const input = {
    incidentId: id,
    ...worded(typed),
    status: one(typed, 'status') || undefined,
    components: typedStates(typed, choices),
    notify: notify(typed),
  }
  await together(
    () => valid(PostUpdate, input),
    () => promised(ctx, typed),
  )
  await postUpdate(ctx, { ...input, nextUpdateBy: await promised(ctx, typed) } as never, once)
  return `${desk(c)}?posted`
}

async function resolve({ c, ctx, typed, once }: Posted): Promise<string> {
  const id = c.req.param('id') as string
  await refuseIfOvertaken(ctx, typed, (await readIncidentDesk(ctx, id)).seen, once)
  await resolveIncident(ctx, { incidentId: id, ...worded(typed), notify: notify(typed) }, once)
  return `${desk(c)}?posted`
}

/** Customers should not read two answers that do not know of each other. */
async function refuseIfOvertaken(ctx: Context, typed: Typed, newest: string, once: Posted['once']): Promise<void> {
  const seen = one(typed, 'seen')
  if (seen === '' || seen === newest || (await wasDone(ctx, once))) return
  const sentence =
    'Somebody posted while you were typing. Read the newest update, change your text if need be, and publish it.'
  throw conflict('posted-meanwhile', sentence)
}

const changeable = ['name', 'severity', 'advice', 'notAffected']

async function change({ c, ctx, typed, once }: Posted): Promise<string> {
  const given = changeable.filter((field) => Object.hasOwn(typed, field))
  const input = Object.fromEntries(given.map((field) => [field, one(typed, field) || (field === 'name' ? '' : null)]))
  await changeIncident(ctx, { ...input, incidentId: c.req.param('id') as string } as never, once)
  return desk(c)
}

async function correct({ c, ctx, typed, once }: Posted): Promise<string> {
  const { back, body, translations: before } = await readUpdateDesk(ctx, c.req.param('id') as string)
  const text = worded(typed)
  const same = text.body.trim() === body && JSON.stringify(text.translations ?? {}) === JSON.stringify(before)
  // An empty list takes away what was there; none at all leaves the verb to say that nothing changes.
  const translations = same ? undefined : (text.translations ?? {})
  const updateId = c.req.param('id') as string
  await correctUpdate(ctx, { updateId, body: text.body, translations }, once)
  return `${back.href}#timeline`
}

async function retract({ c, ctx, typed, once }: Posted): Promise<string> {
  const { back } = await readUpdateDesk(ctx, c.req.param('id') as string)
  await retractUpdate(ctx, { updateId: c.req.param('id') as string, reason: one(typed, 'reason') }, once)
  return `${back.href}#timeline`
}

/** Keep, publish or correct, by the button that was pressed. */
async function report({ c, ctx, typed, once }: Posted): Promise<string> {
  const text = { incidentId: c.req.param('id') as string, title: one(typed, 'title'), body: one(typed, 'body') }
  const act = one(typed, 'act')
  if (act === 'publish') await publishPostmortem(ctx, { ...text, notify: notify(typed) }, once)
  else if (act === 'correct') await correctPostmortem(ctx, { ...text, note: one(typed, 'note') }, once)
  else await draftPostmortem(ctx, text, once)
  return `${desk(c)}/postmortem`
}

/** By the day that was chosen, or not any more. */
async function promiseReport({ c, ctx, typed, once }: Posted): Promise<string> {
  const on = one(typed, 'act') === 'withdraw' ? null : one(typed, 'on')
  if (on === '') throw invalid({ on: 'Say by which day.' })
  await promisePostmortem(ctx, { incidentId: c.req.param('id') as string, on }, once)
  return `${desk(c)}/postmortem`
}
