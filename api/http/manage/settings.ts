import { Hono } from 'hono'
import type { Language } from '../../../db/vocabulary.ts'
import { configurePage } from '../../components/configurePage.ts'
import { createKey } from '../../people/createKey.ts'
import { revokeKey } from '../../people/revokeKey.ts'
import { all, one } from '../../reads/manageTyped.ts'
import { addSubscriber } from '../../subscribers/addSubscriber.ts'
import { removeSubscriber } from '../../subscribers/removeSubscriber.ts'
import type { Env } from '../env.ts'
import { form, type Posted } from './form.ts'
import { ticked } from './input.ts'
import { panelPage } from './panel.ts'

/** Forms about the page itself, its subscribers and its keys. */
export function settingForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/settings', form('/manage/settings', configure))
  forms.post('/subscribers', form('/manage/subscribers', addPerson))
  forms.post('/subscribers/:id/removal', form('/manage/subscribers', removePerson))
  forms.post('/keys', form('/manage/keys', addKey))
  forms.post('/keys/:id/revocation', form('/manage/keys', endKey))
  return forms
}

async function configure({ ctx, typed, once }: Posted): Promise<string> {
  const input = {
    name: one(typed, 'name'),
    timeZone: one(typed, 'timeZone'),
    language: one(typed, 'language') as Language,
    about: one(typed, 'about'),
    supportUrl: one(typed, 'supportUrl'),
    collapseUpdates: ticked(typed, 'collapseUpdates'),
    noindex: ticked(typed, 'noindex'),
  }
  await configurePage(ctx, input, once)
  return '/manage/settings?saved'
}

async function addPerson({ ctx, typed, once }: Posted): Promise<string> {
  const components = one(typed, 'follows') === 'some' ? all(typed, 'components') : []
  await addSubscriber(
    ctx,
    { email: one(typed, 'email'), components, attested: ticked(typed, 'attested') as true },
    once,
  )
  return '/manage/subscribers'
}

async function removePerson({ c, ctx, once }: Posted): Promise<string> {
  await removeSubscriber(ctx, { id: c.req.param('id') as string }, once)
  return '/manage/subscribers'
}

/** The one form that answers with a page instead of going to one: the key stands there, and nowhere else. */
async function addKey({ c, ctx, typed, once }: Posted): Promise<Response> {
  const days = one(typed, 'days')
  const input = { name: one(typed, 'name'), scopes: all(typed, 'scopes'), days: days ? Number(days) : null }
  const { key } = await createKey(ctx, input as never, once)
  return panelPage(c, 201, { path: '/manage/keys', made: { name: input.name, key } })
}

async function endKey({ c, ctx, once }: Posted): Promise<string> {
  await revokeKey(ctx, { id: c.req.param('id') as string }, once)
  return '/manage/keys'
}
