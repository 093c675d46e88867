import { Hono } from 'hono'
import { addComponent } from '../../components/addComponent.ts'
import { changeComponent } from '../../components/changeComponent.ts'
import { orderComponents } from '../../components/orderComponents.ts'
import { retireComponent } from '../../components/retireComponent.ts'
import { setComponentState } from '../../components/setComponentState.ts'
import { missing } from '../../context/problems.ts'
import { type ComponentLine, readComponentTree } from '../../reads/manageComponents.ts'
import { one, type Typed } from '../../reads/manageTyped.ts'
import type { C, Env } from '../env.ts'
import { form, type Posted } from './form.ts'
import { ticked } from './input.ts'

const list = '/manage/components'
const desk = (c: C) => `${list}/${c.req.param('id')}`
const idOf = (c: C) => c.req.param('id') as string

/** Forms about components. */
export function componentForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/components', form(list, add))
  forms.post('/components/order', form(list, reorder))
  forms.post('/components/:id', form(desk, change))
  forms.post('/components/:id/state', form(desk, set))
  forms.post('/components/:id/retirement', form(desk, retire))
  return forms
}

async function add({ ctx, typed, once }: Posted): Promise<string> {
  const isGroup = one(typed, 'kind') === 'group'
  const description = one(typed, 'description')
  const groupId = isGroup ? null : one(typed, 'groupId') || null
  const id = await addComponent(ctx, { name: one(typed, 'name'), description, isGroup, groupId }, once)
  return `${list}#c-${id}`
}

async function change({ c, ctx, typed, once }: Posted): Promise<string> {
  await changeComponent(ctx, { id: idOf(c), ...changed(typed) }, once)
  return `${list}#c-${idOf(c)}`
}

function changed(typed: Typed) {
  const words = { name: one(typed, 'name'), description: one(typed, 'description') }
  if (one(typed, 'kind') === 'group') return words
  return {
    ...words,
    groupId: one(typed, 'groupId') || null,
    startDate: one(typed, 'startDate') || null,
    showcase: ticked(typed, 'showcase'),
    onlyShowIfDegraded: ticked(typed, 'onlyShowIfDegraded'),
  }
}

async function set({ c, ctx, typed, once }: Posted): Promise<string> {
  const input = { id: idOf(c), state: one(typed, 'state') as never, notify: ticked(typed, 'notify') }
  await setComponentState(ctx, input, once)
  return desk(c)
}

async function retire({ c, ctx, once }: Posted): Promise<string> {
  await retireComponent(ctx, { id: idOf(c) }, once)
  return list
}

/** One step up or down, as a button says it: `up <id>` or `down <id>`. */
async function reorder({ ctx, typed }: Posted): Promise<string> {
  const [way, id] = one(typed, 'move').split(' ')
  const tree = await readComponentTree(ctx)
  const group = tree.find((line) => line.members.some((member) => member.id === id))
  const ids = (group?.members ?? tree).map((line: ComponentLine) => line.id)
  const from = ids.indexOf(id ?? '')
  const to = way === 'up' ? from - 1 : from + 1
  if (from < 0) throw missing('component')
  if (to >= 0 && to < ids.length) {
    const moved = ids.toSpliced(from, 1).toSpliced(to, 0, id as string)
    await orderComponents(ctx, { groupId: group?.id ?? null, ids: moved })
  }
  return `${list}#c-${id}`
}
