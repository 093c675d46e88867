type Example = { path: string; text: string }

const direction = 'imports point down'
const places = 'packages stay in their places'
const state = 'no module holds state'
const writes = 'rows change only in a transaction'
const doors = 'commit and keep are the only ways to one'

/** One example of each way to break a rule; the test fails if its rule does not notice. */
export const breaches: (Example & { rule: string })[] = [
  breach(direction, 'api/events/a.ts', `import { openIncident } from '../incidents/openIncident.ts'`),
  breach(direction, 'api/reads/a.ts', `export { x } from '../http/front.ts'`),
  breach(direction, 'api/reads/b.ts', `export const later = () => import('../http/front.ts')`),
  breach(direction, 'api/reads/c.ts', `export type Door = import('../http/front.ts').Door`),
  breach(direction, 'api/reads/d.ts', `export const any = (name: string) => import(name)`),
  breach(direction, 'api/http/a.ts', `import { render } from '../../site/render.ts'`),
  breach(direction, 'api/http/b.ts', `import { house } from '../house.ts'`),
  breach(direction, 'api/house.x/a.ts', `import { house } from '../house.ts'`),
  breach(direction, 'api/people/a.ts', `import { world } from '../../test/world.ts'`),
  breach(direction, 'db/a.ts', `import type { Context } from '../api/context/context.ts'`),
  breach(direction, 'emails/a.ts', `import { openDatabase } from '../db/open.ts'`),
  breach(direction, 'emails/b.ts', `import { mailedToken } from '../api/context/tokens.ts'`),
  breach(direction, 'emails/c.ts', `import { readFileSync } from 'node:fs'`),
  breach(
    direction,
    'site/pages/a.astro',
    `---\nimport { openIncident } from '../../api/incidents/openIncident.ts'\n---\n<p />`,
  ),
  breach(
    direction,
    'site/pages/b.astro',
    `---\n---\n<script>\nimport { openDatabase } from '../../db/open.ts'\n</script>`,
  ),
  breach(direction, 'site/a.ts', `import { app } from '../api/http/app.ts'`),
  breach(places, 'api/reads/e.ts', `import { Hono } from 'hono'`),
  breach(places, 'api/reads/f.ts', `import { z } from '@hono/zod-openapi'`),
  breach(places, 'api/http/c.ts', `import { eq } from 'drizzle-orm'`),
  breach(places, 'site/pages/c.astro', `---\nimport { eq } from 'drizzle-orm'\n---`),
  breach(places, 'api/http/d.ts', `import { html } from 'hono/html'`),
  breach(places, 'emails/d.ts', `import { Hono } from 'hono'`),
  breach(places, 'api/people/b.ts', `import { createTransport } from 'nodemailer'`),
  breach(places, 'api/http/e.ts', `import { Lucia } from 'lucia'`),
  breach(places, 'api/reads/g.ts', `import type { Client } from '@libsql/client'`),
  breach(places, 'api/http/f.ts', `import { astro } from 'astro/fetch'`),
  breach('imports name whole files', 'api/reads/h.ts', `import { x } from './incidentView'`),
  breach(
    'no file imports itself by a detour',
    'api/reads/i.ts',
    `import { j } from './j.ts'\nexport const i = () => j`,
  ),
  breach(
    'no file imports itself by a detour',
    'api/reads/j.ts',
    `import { i } from './i.ts'\nexport const j = () => i`,
  ),
  breach('files are short', 'api/reads/k.ts', '// a line\n'.repeat(201)),
  breach('plain Node loads every file', 'emails/e.tsx', `export const Mail = () => <p />`),
  breach(state, 'api/reads/l.ts', `export let n = 0`),
  breach(state, 'api/reads/m.ts', `var n = 0\nexport const m = () => n`),
  breach(state, 'api/reads/n.ts', `const seen = new Map<string, number>()\nexport const n = () => seen`),
  breach(state, 'api/reads/o.ts', `const list: string[] = []\nexport const o = () => list`),
  breach(state, 'api/reads/p.ts', `const seen = new Set(['a'])\nexport const p = (x: string) => seen.add(x)`),
  breach(state, 'api/reads/q.ts', `const at = { n: 0 }\nexport const q = () => ++at.n`),
  breach(state, 'api/reads/r.ts', `const at = { n: 0 }\nexport function r() {\n  at.n = 1\n}`),
  breach(state, 'api/reads/s.ts', `import { table } from './t.ts'\nexport const s = () => table.rows.push(1)`),
  breach(state, 'api/reads/u.ts', `export const u = () => Object.assign(globalThis, { u })`),
  breach(state, 'api/reads/v.ts', `import { EventEmitter } from 'node:events'\nexport const v = new EventEmitter()`),
  breach(state, 'api/reads/w.ts', `export class W {\n  static count = 0\n}`),
  breach(state, 'api/reads/x.ts', `export const x = await Promise.resolve(1)`),
  breach(state, 'api/reads/y.ts', `export const y = () => {\n  process.env.A = 'b'\n}`),
  breach(state, 'api/reads/z.ts', `const by: Record<string, number> = { a: 1 }\nexport const z = () => delete by.a`),
  ...[
    `(ctx.db as never as LibSQLDatabase).update(page)`,
    `(ctx.db as never as LibSQLDatabase).delete(page)`,
    `(ctx.db as never as LibSQLDatabase).transaction(async (tx) => tx)`,
    `ctx.db.write('urgent', async (tx) => tx.delete(page))`,
    `ctx.db.client.execute('delete from page')`,
    'ctx.db.read.all(sql`delete from page returning id`)',
    `ctx.db.read.all(sql.raw('delete from page'))`,
    `(ctx.db.read as never as Tx).delete(page)`,
  ].map((call, n) => breach(writes, `api/incidents/w${n}.ts`, writing(call))),
  breach(doors, 'api/incidents/x.ts', `import { writing } from '../events/writing.ts'`),
  breach(doors, 'api/incidents/y.ts', `import { keep } from '../events/keep.ts'`),
  breach(doors, 'api/incidents/z.ts', `import { openDatabase } from '../../db/open.ts'`),
]

/** What looks like a breach and is none. */
export const keepsTo: Example[] = [
  {
    path: 'api/incidents/good.ts',
    text: `import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/open.ts'
import { page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
import { commit } from '../events/commit.ts'
const names = ['b', 'a']
const ranks = new Map([['a', 1]])
export const good = (ctx: Context) =>
  commit(ctx, {}, async (tx) => {
    await tx.delete(page)
    await part(tx)
    await tx.run(sql\`delete from page\`)
    return names.toSorted().join() + ranks.get('a')
  })
export async function part(tx: Pick<Tx, 'update' | 'select'>) {
  await tx.update(page).set({ name: 'x' })
  const names = new Set<string>()
  names.add('x')
  const own = { n: 0 }
  own.n++
  return { rows: await tx.select().from(page), names, own }
}`,
  },
  { path: 'api/reads/t.ts', text: `export const table = { rows: [1] }` },
  {
    path: 'api/http/good.ts',
    text: `import { Hono } from 'hono'\nexport const routes = new Hono()\nroutes.delete('/x', (c) => c.text('x'))`,
  },
  {
    path: 'site/pages/good.astro',
    text: `---\nimport type { Context } from '../../api/context/context.ts'\nlet shown = 0\n---\n<p>{shown}</p>`,
  },
]

function breach(rule: string, path: string, text: string) {
  return { rule, path, text }
}

function writing(call: string): string {
  return `import { sql } from 'drizzle-orm'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import type { Tx } from '../../db/open.ts'
import { page } from '../../db/schema.ts'
import type { Context } from '../context/context.ts'
export const change = (ctx: Context): unknown => ${call}
export type Needs = LibSQLDatabase | Tx | typeof page | typeof sql`
}
