import type { Context } from '../../api/context/context.ts'
import { type EditionOptions, openEdition } from '../../api/edition/edition.ts'
import type { Turn } from '../../api/edition/tail.ts'

export type Press = ReturnType<typeof newPress>

/** What renders in these tests: counts, can be held up, and can break. */
export function newPress(more = '') {
  const counts = new Map<string, number>()
  let gate: Promise<void> = Promise.resolve()
  const press = {
    state: 1,
    status: 200,
    broken: false,
    count: (path: string) => counts.get(path) ?? 0,
    hold() {
      let open = () => {}
      gate = new Promise<void>((resolve) => {
        open = resolve
      })
      return () => open()
    },
    async produce(path: string) {
      counts.set(path, press.count(path) + 1)
      const body = Buffer.from(`${path} in state ${press.state}${more}`)
      await gate
      if (press.broken) throw new Error('the database is away')
      return { status: press.status, headers: [['Content-Type', 'text/html']] as [string, string][], body }
    },
  }
  return press
}

export function editionOf(ctx: Context, press: Press, options: Partial<EditionOptions> = {}) {
  return openEdition(ctx, {
    always: async () => ['/'],
    sources: (path) => {
      const scope = path.startsWith('/incidents/') ? { incidentId: path.slice(11) } : 'page'
      return { scope, produce: () => press.produce(path) }
    },
    ...options,
  })
}

export function turn(version: number, incidents: string[] = []): Turn {
  return { version, everything: false, incidents: new Set(incidents) }
}

export function textOf(answer: { identity: { body: Buffer } } | undefined) {
  return answer?.identity.body.toString()
}

export const settled = () => new Promise((resolve) => setTimeout(resolve, 20))
