import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartProblem } from '../../../db/health.ts'

/** Names what is ours in the folder, so that nothing else there is ever touched. */
const listName = '.candor-copy.json'
/** Written beside its place and moved into it: nobody ever reads half a file, whenever we are killed. */
const unfinished = '.candor-part'

export type CopyFolder = Awaited<ReturnType<typeof openFolder>>

/**
 * The folder of a copy. What a killed process left unfinished is cleared away.
 * @throws StartProblem when somebody else's site is there, or it cannot be written to
 */
export async function openFolder(folder: string) {
  if (existsSync(join(folder, 'index.html')) && !existsSync(join(folder, listName)))
    throw new StartProblem(`${folder} has an index.html that is no copy of ours. Name another folder for the copy.`)
  try {
    await mkdir(folder, { recursive: true })
    await clear(folder)
    await put(folder, listName, await readFile(join(folder, listName)).catch(() => '[]'))
  } catch (error) {
    throw new StartProblem(`The copy cannot be written to ${folder}: ${(error as Error).message}`)
  }
  return {
    /** What a file holds now; undefined without one. */
    read: (name: string) => readFile(join(folder, name)).catch(() => undefined),
    write: (name: string, bytes: Buffer | string) => put(folder, name, bytes),
    /** Removes what was ours and is no more. @returns how many files */
    async keepOnly(names: string[]): Promise<number> {
      const before: string[] = JSON.parse(await readFile(join(folder, listName), 'utf8').catch(() => '[]'))
      const now = new Set(names)
      const gone = before.filter((name) => !now.has(name) && isInside(name))
      if (gone.length > 0 || before.length !== names.length) await put(folder, listName, JSON.stringify(names))
      for (const name of gone) await rm(join(folder, name), { force: true })
      return gone.length
    },
  }
}

async function put(folder: string, name: string, bytes: Buffer | string): Promise<void> {
  const file = join(folder, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file + unfinished, bytes)
  await rename(file + unfinished, file)
}

async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true }))
    if (name.endsWith(unfinished)) await rm(join(folder, name), { force: true })
}

/** The list is a file that others can write to. */
function isInside(name: string): boolean {
  return !name.startsWith('/') && !name.split(/[\\/]/).includes('..')
}
