import { languages } from '../../../db/vocabulary.ts'
import type { Context } from '../../context/context.ts'
import { pathIn, readOwnLanguage } from '../../reads/languages.ts'
import { publicFiles } from '../../reads/publicFiles.ts'
import { newestPaths, publicPaths } from '../../reads/publicPaths.ts'
import type { Answer } from '../answer.ts'
import type { Edition } from '../edition.ts'
import type { CopyFolder } from './folder.ts'
import { fileOf, isSamePage, madeAtOf, pageCopy } from './pageCopy.ts'

export type CopyParts = {
  edition: Pick<Edition, 'current'>
  /** The built site's files, by path. */
  assets: ReadonlyMap<string, Answer>
  folder: CopyFolder
}

export type Copied = { files: number; written: number; removed: number }

/** The page itself, in any language. */
const home = /^\/([a-z]{2})?$/
/** It says at most this late (milliseconds) that the copy is still being kept. */
const freshness = 600_000

/** Writes the public site as files, and of those only the ones that changed. Kept between two runs by whoever keeps a copy. */
export function newCopy(ctx: Context, { edition, assets, folder }: CopyParts) {
  // What was written of each path; a path whose answer has the same tag needs no look at its file.
  const written = new Map<string, string>()

  /** @returns whether a file was written */
  async function writeAsset(path: string, answer: Answer): Promise<boolean> {
    if (written.get(path) === answer.identity.etag) return false
    const name = fileOf(path).slice(1)
    const isNew = !(await folder.read(name))?.equals(answer.identity.body)
    if (isNew) await folder.write(name, answer.identity.body)
    written.set(path, answer.identity.etag)
    return isNew
  }

  async function writePage(path: string, answer: Answer, has: (path: string) => boolean): Promise<boolean> {
    const known = written.get(path) === answer.identity.etag
    if (known && !home.test(path)) return false
    const name = fileOf(path).slice(1)
    const before = (await folder.read(name))?.toString() ?? ''
    const html = answer.identity.body.toString()
    const policy = answer.headers.find(([header]) => header === 'Content-Security-Policy')?.[1]
    const { publicUrl } = ctx.config
    const after = pageCopy({ path, html, policy, publicUrl, madeAt: ctx.now(), has })
    const isOld = home.test(path) && +ctx.now() - +(madeAtOf(before) ?? 0) >= freshness
    const isNew = isOld || !isSamePage(before, after)
    if (isNew) await folder.write(name, after)
    written.set(path, answer.identity.etag)
    return isNew
  }

  /**
   * One round over everything.
   * @param goOn asked between two files; a round that is broken off removes nothing
   */
  return async function writeAll(goOn: () => boolean = () => true): Promise<Copied> {
    const paths = await inOrder(ctx)
    const all = new Set([...paths, ...assets.keys()])
    const has = (path: string) => all.has(path)
    const copied: Copied = { files: all.size, written: 0, removed: 0 }
    for (const [path, answer] of assets) if (await writeAsset(path, answer)) copied.written++
    for (const path of paths) {
      if (!goOn()) return copied
      const answer = await edition.current(path)
      // Gone since the paths were read.
      if (answer.status >= 400) continue
      const isPage = fileOf(path) !== path
      if (isPage ? await writePage(path, answer, has) : await writeAsset(path, answer)) copied.written++
      await new Promise(setImmediate)
    }
    copied.removed = await folder.keepOnly([...all].map((path) => fileOf(path).slice(1)))
    return copied
  }
}

/** What was just said first, and a page after those that it leads to; then everything in the other languages. */
async function inOrder(ctx: Context): Promise<string[]> {
  const [newest, files, pages] = await Promise.all([newestPaths(ctx), publicFiles(ctx), publicPaths(ctx)])
  const own = await readOwnLanguage(ctx)
  const first = newest.filter((path) => path !== '/')
  const all = [...first, '/', ...pages.map(({ path }) => path)]
  const others = languages.filter((one) => one !== own)
  const translated = others.flatMap((one) => all.map((path) => pathIn(one, own, path)))
  // What is embedded elsewhere asks the server itself.
  const kept = files.filter((path) => !path.startsWith('/embed'))
  return [...new Set([...first, '/', ...kept, ...all, ...translated])]
}
