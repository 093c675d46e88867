import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../context/context.ts'
import { type Answer, prepare, type Rendered } from './answer.ts'
import { markAsOf } from './mark.ts'
import { newPress } from './press.ts'
import { newShelf, type Sheet } from './shelf.ts'
import type { Turn } from './tail.ts'

/** Where the bytes of a path come from. */
export type Source = {
  /** Whether it changes with every public event, or only with those of one incident. */
  scope: 'page' | { incidentId: string }
  produce: () => Promise<Rendered>
}

export type Edition = {
  /** The prepared answer of a path, if it may be sent right now. Never waits. */
  ready(path: string): Answer | undefined
  knows(path: string): boolean
  /**
   * The answer of a path that is not ready: rendered now, once for everybody who asks.
   * @throws busy when it cannot be rendered and was never known; whatever `produce` throws
   */
  open(path: string): Promise<Answer>
  /**
   * The newest answer of a path, made now if need be, never an older one and never a marked one: for a copy. Being copied is
   * not being looked at.
   * @throws busy, and whatever `produce` throws
   */
  current(path: string): Promise<Answer>
  /** Marks what changed and prepares what people look at. Done when they can see it. */
  turn(turn: Turn): Promise<void>
  /** Prepares again what failed last time. */
  catchUp(): Promise<void>
  /**
   * Says that nobody knows what happened after `since`: every page is marked with that time until it is taken back.
   * @param since undefined when the log can be read again
   */
  doubt(since: Date | undefined): Promise<void>
  /** Bytes held of those that may be, and paths. */
  size(): { bytes: number; budget: number; paths: number }
}

export type EditionOptions = {
  sources: (path: string) => Source | undefined
  /** Prepared at every turn, whether asked for or not; the first ones first. */
  always: () => Promise<string[]>
  /** Bytes of prepared answers to hold at most. */
  budget?: number
  /** How long a visitor waits for a fresh answer while an older one is known, in milliseconds. */
  patience?: number
}

/** Path → prepared bytes, at one version. The last edition is served while the next one is made, and for as long as it cannot be made. */
export function openEdition(ctx: Context, options: EditionOptions): Edition {
  const shelf = newShelf(options.budget ?? 64_000_000)
  const press = newPress<Answer>()
  const patience = options.patience ?? 1000
  let version = ctx.version()
  let always: string[] = []
  let isListed = false
  let doubted: Date | undefined

  const render = (path: string, source: Source, asked = +ctx.now()) =>
    press.once(path, () => make(path, source, version, asked))
  const wanted = () => [...new Set([...always, ...shelf.wanted(+ctx.now())])]

  async function make(path: string, source: Source, began: number, asked: number): Promise<Answer> {
    const rendered = await source.produce()
    if (rendered.status >= 500 && shelf.get(path)) throw new Error(`rendered with status ${rendered.status}`)
    const answer = await prepare(rendered)
    if (rendered.status >= 400) {
      // What does not exist is not kept: strangers can ask for any number of such paths.
      shelf.drop(path)
      return answer
    }
    const sheet = shelf.put({ path, scope: source.scope, answer, made: began, asked }, version, +ctx.now())
    if (doubted) await markOne(sheet, doubted)
    return sheet.marked ?? answer
  }

  async function markOne(sheet: Sheet, since: Date) {
    if (!sheet.marked) shelf.setMarked(sheet, await markAsOf(sheet.answer, since))
  }

  async function open(path: string): Promise<Answer> {
    const source = options.sources(path)
    if (!source) throw new Error(`the edition knows no ${path}`)
    const last = shelf.get(path)
    if (!last) return render(path, source)
    if (doubted) return last.marked ?? last.answer
    try {
      return await Promise.race([render(path, source), sleep(patience, last.answer, { ref: false })])
    } catch (error) {
      ctx.log.warn({ err: error, path }, 'serving the last edition')
      await markOne(last, new Date(last.dueAt))
      return last.marked ?? last.answer
    }
  }

  async function current(path: string): Promise<Answer> {
    const source = options.sources(path)
    if (!source) throw new Error(`the edition knows no ${path}`)
    for (let tries = 0; tries < 2; tries++) {
      const sheet = shelf.get(path)
      if (sheet && !isBehind(sheet)) return sheet.answer
      const answer = await render(path, source, 0)
      if (answer.status >= 400) return answer
    }
    return shelf.get(path)?.answer ?? render(path, source, 0)
  }

  /** Everything that people look at and that is behind; one after the other, so that requests are served in between. */
  async function catchUp() {
    const failures: unknown[] = []
    await list().catch((error) => failures.push(error))
    for (const path of wanted()) {
      if (failures.length > 2) break
      await renew(path).catch((error) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }

  async function list() {
    if (isListed) return
    always = await options.always()
    isListed = true
  }

  /** A rendering that somebody had begun before the turn does not count, hence the second try. */
  async function renew(path: string) {
    const source = options.sources(path)
    for (let tries = 0; source && tries < 2 && isBehind(shelf.get(path)); tries++) {
      await render(path, source).catch(async (error) => {
        const last = shelf.get(path)
        if (last) await markOne(last, new Date(last.dueAt))
        throw error
      })
      await new Promise(setImmediate)
    }
  }

  return {
    ready: (path) => shelf.ready(path, +ctx.now()),
    knows: (path) => options.sources(path) !== undefined,
    open,
    current,
    async turn(turn) {
      version = turn.version
      isListed = false
      shelf.mark(turn, wanted(), +ctx.now())
      await catchUp()
    },
    catchUp,
    async doubt(since) {
      if (+(doubted ?? 0) === +(since ?? 0)) return
      doubted = since
      for (const sheet of shelf.all()) {
        if (since) await markOne(sheet, since)
        else if (!isBehind(sheet)) shelf.setMarked(sheet, undefined)
        if (doubted !== since) return
      }
    },
    size: shelf.size,
  }
}

function isBehind(sheet: Sheet | undefined): boolean {
  return !sheet || sheet.made < sheet.due
}
