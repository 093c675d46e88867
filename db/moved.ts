import { statSync } from 'node:fs'

/** What stands at the database's path is not what was opened: deleted, moved away, or another file was put there. */
export class DatabaseMoved extends Error {
  override name = 'DatabaseMoved'
}

export type Guard = {
  /** From now on the file must stay what it is. */
  begin(): void
  /** @throws DatabaseMoved */
  check(): void
}

/**
 * An open file goes on working after it was deleted: what is written then is lost, and a new connection would make an empty
 * database in its place. So every call looks first, and every commit once more before anybody hears that it is saved.
 */
export function guardFile(file: string | undefined): Guard {
  let own: string | undefined
  const identity = (path: string) => {
    const { dev, ino } = statSync(path, { throwIfNoEntry: false }) ?? {}
    return ino === undefined ? undefined : `${dev}:${ino}`
  }
  return {
    begin() {
      own = file && identity(file)
    },
    check() {
      if (file === undefined || own === undefined || identity(file) === own) return
      throw new DatabaseMoved(
        `The database file ${file} was deleted, moved or replaced while in use. Put it back, or restore a backup and start again.`,
      )
    },
  }
}
