import { Hono } from 'hono'
import { probeEndpoint } from '../../delivery/probeEndpoint.ts'
import { all, one } from '../../reads/manageTyped.ts'
import { addEndpoint } from '../../subscribers/endpoints/addEndpoint.ts'
import { changeEndpoint } from '../../subscribers/endpoints/changeEndpoint.ts'
import { pauseEndpoint } from '../../subscribers/endpoints/pauseEndpoint.ts'
import { reactivateEndpoint } from '../../subscribers/endpoints/reactivateEndpoint.ts'
import { removeEndpoint } from '../../subscribers/endpoints/removeEndpoint.ts'
import { resumeEndpoint } from '../../subscribers/endpoints/resumeEndpoint.ts'
import { rotateSecret } from '../../subscribers/endpoints/rotateSecret.ts'
import type { C, Env } from '../env.ts'
import { form, type Posted } from './form.ts'
import { ticked } from './input.ts'
import { panelPage } from './panel.ts'

const list = '/manage/endpoints'
const idOf = (c: C) => c.req.param('id') as string
const pageOf = (c: C) => `${list}/${idOf(c)}`

/** Forms about webhooks and chats. */
export function endpointForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/endpoints', form(list, add))
  forms.post('/endpoints/:id', form(pageOf, change))
  forms.post('/endpoints/:id/secret', form(pageOf, newSecret))
  forms.post('/endpoints/:id/probes', form(pageOf, probe))
  forms.post('/endpoints/:id/pause', form(pageOf, acting(pauseEndpoint)))
  forms.post('/endpoints/:id/resumption', form(pageOf, acting(resumeEndpoint)))
  forms.post('/endpoints/:id/reactivation', form(pageOf, acting(reactivateEndpoint)))
  forms.post('/endpoints/:id/removal', form(pageOf, remove))
  return forms
}

/** Where a secret was made it is shown at once: it stands nowhere else. */
async function add({ c, ctx, typed, once }: Posted): Promise<Response> {
  const input = {
    ...{ kind: one(typed, 'kind'), url: one(typed, 'url'), owner: one(typed, 'owner') },
    ...wishesIn(typed),
    attested: ticked(typed, 'attested'),
  }
  const { id, secret } = await addEndpoint(ctx, input as never, once)
  return panelPage(c, 201, { path: `${list}/${id}`, endpoint: { act: 'added', secret } })
}

async function change({ c, ctx, typed, once }: Posted): Promise<string> {
  const url = one(typed, 'url').trim()
  const input = { id: idOf(c), owner: one(typed, 'owner'), ...(url && { url }), ...wishesIn(typed) }
  await changeEndpoint(ctx, input as never, once)
  return `${pageOf(c)}?saved`
}

async function newSecret({ c, ctx, once }: Posted): Promise<Response> {
  const { secret } = await rotateSecret(ctx, { id: idOf(c) }, once)
  return panelPage(c, 201, { path: pageOf(c), endpoint: { act: 'secret', secret } })
}

async function probe({ c, ctx, once }: Posted): Promise<Response> {
  const { result } = await probeEndpoint(ctx, { id: idOf(c) }, once)
  return panelPage(c, 201, { path: pageOf(c), endpoint: { act: 'probe', result } })
}

async function remove({ c, ctx, once }: Posted): Promise<string> {
  await removeEndpoint(ctx, { id: idOf(c) }, once)
  return `${list}?removed`
}

/** An act that needs nothing but the endpoint, and goes back to its page. */
function acting(verb: typeof pauseEndpoint) {
  return async ({ c, ctx, once }: Posted): Promise<string> => {
    await verb(ctx, { id: idOf(c) }, once)
    return pageOf(c)
  }
}

function wishesIn(typed: Posted['typed']) {
  return {
    components: one(typed, 'follows') === 'some' ? all(typed, 'components') : [],
    kinds: all(typed, 'kinds'),
    floor: one(typed, 'floor'),
    language: one(typed, 'language') || 'en',
  }
}
