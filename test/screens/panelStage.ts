import type { Context } from '../../api/context/context.ts'
import type { Transport } from '../../api/delivery/email.ts'
import { newMailbox } from '../../api/delivery/mailbox.ts'
import { openIncident } from '../../api/incidents/openIncident.ts'
import { resolveIncident } from '../../api/incidents/resolveIncident.ts'
import { addPerson } from '../../api/people/addPerson.ts'
import { createKey } from '../../api/people/createKey.ts'
import { newLimits } from '../../api/people/limits.ts'
import { setUpToken } from '../../api/people/setUp.ts'
import { signIn } from '../../api/people/signIn.ts'
import { draftPostmortem } from '../../api/postmortems/draftPostmortem.ts'
import { addSubscriber } from '../../api/subscribers/addSubscriber.ts'
import { subscribe } from '../../api/subscribers/subscribe.ts'
import { deliverAll } from '../deliverAll.ts'
import { listenPanel, panelApp } from '../panel.ts'
import { freePort } from '../setup/server.ts'
import { autumn } from '../site/autumn.ts'
import { builtSite } from '../site/built.ts'
import { majorIncident } from '../site/majorIncident.ts'
import { maintain } from '../site/play.ts'
import { type Shop, shop } from '../site/shop.ts'
import { world } from '../world.ts'
import { withLists } from './panelLists.ts'

export type Stage = {
  url: string
  cookie: { name: string; value: string; url: string }
  now: () => Date
  ids: Record<string, string>
  close: () => Promise<void>
}

export const hanna = { name: 'Hanna Berg', email: 'hanna@harbour.example', password: 'nine patient herons' }

/** Nobody administers the page yet. */
export async function firstDay(): Promise<Stage> {
  const w = await world({ bare: true })
  return stageOf({ ...w, ids: {} }, { token: (await setUpToken(w.ctx)) as string })
}

/** A page on its first day: nothing on it, nobody subscribed. */
export async function quietDay(): Promise<Stage> {
  const w = await world()
  w.clock.set('2026-11-19T09:12:00Z')
  const { components } = await import('../../db/schema.ts')
  await w.ctx.db.write('urgent', (tx) => tx.delete(components))
  return stageOf({ ...w, ids: {} }, {})
}

/** Three months of history, some hundred subscribers, and a major incident that runs. */
export async function troubledDay(): Promise<Stage> {
  const w = await shop('2026-08-20T09:00:00Z')
  await autumn(w)
  const resolved = await resolvedYesterday(w)
  const planned = await maintain(
    w,
    'Moving the order database',
    '2026-11-22T01:00:00Z',
    '2026-11-22T03:00:00Z',
    ['checkout', 'orders'],
    'Orders cannot be placed for up to ten minutes within this window. Everything else goes on.',
    false,
  )
  await people(w)
  await deliver(w)
  const story = await majorIncident(w)
  await deliver(w, { gone: /^shop(3|42)@/, later: /^shop(5|6)\d@/ })
  w.clock.set('2026-11-19T13:36:00Z')
  const lists = await withLists(w)
  const { id: key } = await createKey(w.as('ada'), { name: 'Deploy script', scopes: ['read', 'post'] })
  return stageOf(w, {
    ...w.ids,
    ...lists,
    story: story.id,
    update: story.updates.at(-1) as string,
    resolved,
    planned,
    key,
  })
}

async function people(w: Shop) {
  w.clock.set('2026-11-14T18:00:00Z')
  for (let n = 0; n < 140; n++) {
    const components = n % 3 === 0 ? [w.ids.checkout as string, w.ids.cards as string] : []
    await addSubscriber(w.as('ada'), { email: `shop${n}@books${n % 9}.example`, components, attested: true })
  }
  await subscribe(w.as('stranger'), { email: 'new.reader@example.org' })
}

async function resolvedYesterday(w: Shop): Promise<string> {
  w.clock.set('2026-11-18T10:04:00Z')
  const id = await openIncident(w.as('mara'), {
    name: 'Cover photos did not load',
    body: 'Covers are missing on most pages. Everything else works.',
    severity: 'SEV3',
    components: [{ id: w.ids.photos as string, state: 'partial_outage' }],
  })
  w.clock.set('2026-11-18T10:51:00Z')
  await resolveIncident(w.as('mara'), { incidentId: id, body: 'Covers load again since 11:40.' })
  const body =
    'On 18 November, from 11:04 to 11:51, most cover photos did not load. Searching and buying went on as usual.\n\n' +
    '## Why\n\nThe machine that keeps the photos had run out of room, and our alarm looked at the wrong disk.\n\n' +
    '## What changes\n\n- The alarm looks at the right disk.\n- Photos older than a year are kept elsewhere.'
  await draftPostmortem(w.as('mara'), { incidentId: id, title: 'Why covers were missing', body })
  return id
}

/** Tells everybody; of them some cannot be reached, and some not at this moment. */
async function deliver(w: Shop, outcomes: { gone?: RegExp; later?: RegExp } = {}) {
  const { transport } = newMailbox()
  const send: Transport['send'] = async (mail) => {
    if (outcomes.gone?.test(mail.to)) return { kind: 'gone', answer: '550 5.1.1 no such mailbox' }
    if (outcomes.later?.test(mail.to)) return { kind: 'later', answer: '421 4.7.0 try again later' }
    return transport.send(mail)
  }
  w.clock.advance(20_000)
  await deliverAll(w.ctx, { ...transport, send })
}

export async function stageOf(w: Shop, ids: Record<string, string>): Promise<Stage> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const ctx = { ...w.ctx, config: { ...w.ctx.config, demo: true, publicUrl: url } }
  await w.tail()
  const cookie = ids.token ? '' : await hannasCookie(ctx)
  const [name = '', value = ''] = cookie.split(/[=;]/)
  const mailbox = newMailbox()
  const site = await builtSite()
  if (ids.story) await deliverAll(ctx, mailbox.transport)
  const stop = await listenPanel(site, panelApp(site, ctx, mailbox), port)
  return {
    url,
    cookie: { name, value, url },
    now: ctx.now,
    ids,
    close: async () => {
      stop()
      await w.close()
    },
  }
}

async function hannasCookie(ctx: Context): Promise<string> {
  await addPerson({ ...ctx, actor: { kind: 'system' } }, { ...hanna, role: 'administrator' })
  const door = { source: '127.0.0.1', limits: newLimits(ctx.now), userAgent: 'Firefox/150 (Linux)' }
  return (await signIn(ctx, hanna, door)).cookie
}
