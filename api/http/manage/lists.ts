import { Hono } from 'hono'
import { invalid } from '../../context/problems.ts'
import { all, one } from '../../reads/manageTyped.ts'
import { askAgain } from '../../subscribers/lists/askAgain.ts'
import { askAllAgain } from '../../subscribers/lists/askAllAgain.ts'
import { exportedColumns, exportSubscribers } from '../../subscribers/lists/exportSubscribers.ts'
import { listText } from '../../subscribers/lists/listText.ts'
import { releaseSubscribers } from '../../subscribers/lists/releaseSubscribers.ts'
import { startImport } from '../../subscribers/lists/startImport.ts'
import { stopImport } from '../../subscribers/lists/stopImport.ts'
import { listLimit } from '../body.ts'
import type { C, Env } from '../env.ts'
import { respond } from '../respond.ts'
import { form, type Posted } from './form.ts'
import { ticked } from './input.ts'

const imports = '/manage/subscribers/imports'
const unconfirmed = '/manage/subscribers?state=pending'
const quarantine = '/manage/subscribers?state=suppressed'
const idOf = (c: C) => c.req.param('id') as string

/** Forms about many subscribers at once: lists in and out, asking again, writing again. */
export function listForms(): Hono<Env> {
  const forms = new Hono<Env>()
  forms.post('/subscribers/imports', form(imports, bringIn, { most: listLimit, name: 'import' }))
  forms.post(
    '/subscribers/imports/:id/cancellation',
    form((c) => `${imports}/${idOf(c)}`, stop),
  )
  forms.post('/subscribers/export', form('/manage/subscribers', takeOut))
  forms.post('/subscribers/confirmations', form(unconfirmed, askAll))
  forms.post('/subscribers/releases', form(quarantine, release))
  forms.post('/subscribers/:id/confirmation', form(unconfirmed, askOne))
  forms.post('/subscribers/:id/release', form(quarantine, releaseOne))
  return forms
}

async function bringIn({ ctx, typed, once, file }: Posted): Promise<string> {
  const agreed = one(typed, 'agreed')
  if (agreed !== 'yes' && agreed !== 'ask')
    throw invalid({ agreed: 'Say whether everybody on the list has agreed, or is to be asked.' })
  if (agreed === 'yes' && !ticked(typed, 'attested'))
    throw invalid({ attested: 'Only if you can show when and how they agreed; else have them asked.' })
  const input = {
    name: file?.name ?? '',
    csv: file ? listText(file.bytes) : one(typed, 'csv'),
    attested: agreed === 'yes',
    dryRun: one(typed, 'act') === 'look',
  }
  return `${imports}/${await startImport(ctx, input, once)}`
}

async function stop({ c, ctx, once }: Posted): Promise<string> {
  return `${imports}/${await stopImport(ctx, { id: idOf(c) }, once)}`
}

async function takeOut({ c, ctx }: Posted): Promise<Response> {
  const name = `subscribers-${ctx.now().toISOString().slice(0, 10)}.csv`
  return respond.csv(c, name, exportedColumns, await exportSubscribers(ctx), { forPeople: true })
}

async function askOne({ c, ctx, once }: Posted): Promise<string> {
  await askAgain(ctx, { id: idOf(c) }, once)
  return `${unconfirmed}&asked=1`
}

async function askAll({ ctx }: Posted): Promise<string> {
  const { asked, lately, left } = await askAllAgain(ctx)
  return `${unconfirmed}&asked=${asked}&lately=${lately}&left=${left}`
}

async function release({ ctx, typed }: Posted): Promise<string> {
  const ids = one(typed, 'who') === 'all' ? {} : { ids: all(typed, 'ids') }
  return `${quarantine}&released=${await releaseSubscribers(ctx, ids)}`
}

async function releaseOne({ c, ctx }: Posted): Promise<string> {
  return `${quarantine}&released=${await releaseSubscribers(ctx, { ids: [idOf(c)] })}`
}
