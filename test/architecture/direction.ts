import { posix } from 'node:path'
import { at, type Import, type Project, type Rule, type Source } from './project.ts'

/** The order of the house: a file imports from its own stage or an earlier one. */
const stages = [
  'context',
  'events',
  'components',
  'incidents',
  'maintenance',
  'postmortems',
  'subscribers',
  'people',
  'reads',
  'edition',
  'delivery',
  'demo',
  'import',
  'clock',
  'http',
  'house',
  'cli',
  'boot',
]

/** Who may import a package, where not everybody may: the beginnings of paths, after `!` exceptions. */
const packages: [name: RegExp, allowed: RegExp, sentence: string][] = [
  [/^hono\/html$/, /^emails\//, 'hono/html belongs in emails/'],
  [
    /^(?!hono\/html$)(hono|@hono)(\/|$)/,
    /^(api\/http\/|site\/fetch\.ts$)/,
    'hono belongs in api/http and site/fetch.ts',
  ],
  [/^drizzle-orm(\/|$)/, /^(db\/|api\/(?!http\/))/, 'drizzle-orm belongs in db/ and in api/ outside http'],
  [/^@libsql\//, /^db\//, 'the database client belongs in db/'],
  [/^nodemailer(\/|$)/, /^api\/delivery\//, 'nodemailer belongs in api/delivery'],
  [/^lucia(\/|$)/, /^api\/people\/lucia\.ts$/, 'lucia stays behind one file'],
  [/^astro(\/|:|$)/, /^(site\/|[\w.]+config\.)/, 'astro belongs in site/'],
  [/^postal-mime(\/|$)/, /^api\/delivery\//, 'postal-mime belongs in api/delivery'],
  [/^(playwright-core|vitest|smtp-server)(\/|$)/, /^vitest\.config/, 'this package is for tests'],
]

/** Pure emails: facts in, texts out. */
const packagesOfEmails = /^(hono\/html|markdown-it|sanitize-html)$/

export const importDirection: Rule = (source) =>
  source.imports.flatMap((one) => {
    const refusal = refusalOf(source.path, one)
    return refusal ? [`${at(source, one.node)} imports ${one.what}: ${refusal}`] : []
  })

export const packagePlaces: Rule = (source) =>
  source.imports.flatMap((one) => {
    if (source.path.startsWith('test/')) return []
    const rule = packages.find(([name, allowed]) => name.test(one.what) && !allowed.test(source.path))
    return rule ? [`${at(source, one.node)} imports ${one.what}: ${rule[2]}`] : []
  })

/** Plain Node loads every source file: whole names, and nothing that only a bundler understands. */
export const plainSpecifiers: Rule = (source) =>
  source.imports
    .filter(({ what }) => /^(api|db|emails|site|test)\//.test(what) && posix.extname(what) === '')
    .map((one) => `${at(source, one.node)} imports ${one.what}: write the file's whole name`)

/** Types may go round in a circle, values may not: which of them exists first would be chance. */
export const noCircles: Rule = (source, project) => {
  const way = wayBack(source.path, source, project, new Set())
  return way ? [`${source.path}:1 imports itself: ${[source.path, ...way].join(' → ')}`] : []
}

function refusalOf(from: string, { what, typesOnly }: Import): string | undefined {
  const folder = from.split('/', 1)[0] as string
  if (!/^(api|db|emails|site)$/.test(folder)) return undefined
  if (what === '(computed)') return 'say by name what is imported'
  if (what.startsWith('test/')) return 'nothing imports test/'
  if (folder === 'db' && /^(api|site|emails)\//.test(what)) return 'db imports nothing of ours but db'
  if (folder === 'emails') return refusalOfEmail(what, typesOnly)
  if (folder === 'site') return refusalOfPage(from, what, typesOnly)
  if (folder === 'api') return refusalOfStage(from, what)
  return undefined
}

function refusalOfEmail(what: string, typesOnly: boolean): string | undefined {
  if (what.startsWith('emails/') || what === 'db/vocabulary.ts' || packagesOfEmails.test(what)) return undefined
  if (what.startsWith('db/') && typesOnly) return undefined
  return 'emails are pure: they know their facts, the vocabulary and the html tag'
}

function refusalOfPage(from: string, what: string, typesOnly: boolean): string | undefined {
  if (!/^(api|db|emails)\//.test(what) || what === 'db/vocabulary.ts') return undefined
  if (typesOnly || what === 'api/house.ts' || what.startsWith('api/reads/')) return undefined
  if (from === 'site/fetch.ts' && what.startsWith('api/http/')) return undefined
  return 'pages read: they import api/reads, api/house, the vocabulary and types'
}

function refusalOfStage(from: string, what: string): string | undefined {
  if (what.startsWith('site/')) return 'api imports nothing from site'
  const own = stageOf(from)
  if (own === -1) return `the folder has no place in the order: ${stages.join(', ')}`
  if (!what.startsWith('api/')) return undefined
  const other = stageOf(what)
  return other > own ? `${stages[own]} comes before ${stages[other]}` : undefined
}

function stageOf(path: string): number {
  return stages.indexOf((path.split('/')[1] as string).replace(/\.ts$/, ''))
}

function wayBack(goal: string, from: Source, project: Project, seen: Set<string>): string[] | undefined {
  for (const { what, typesOnly } of from.imports) {
    if (typesOnly || seen.has(what)) continue
    if (what === goal) return [what]
    seen.add(what)
    const next = project.sources.find(({ path }) => path === what)
    const way = next && wayBack(goal, next, project, seen)
    if (way) return [what, ...way]
  }
  return undefined
}
