import { Hono } from 'hono'
import { forgetPerson } from '../../people/forgetPerson.ts'
import type { Env } from '../env.ts'
import { form, type Posted } from './form.ts'

/** Forms about those who sign in. */
export function peopleForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/people/:id/removal', form('/manage/people', forget))
  return forms
}

async function forget({ c, ctx, once }: Posted): Promise<string> {
  await forgetPerson(ctx, { id: c.req.param('id') as string }, once)
  return '/manage/people'
}
