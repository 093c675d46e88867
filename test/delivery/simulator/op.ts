import type { Context } from '../../../api/context/context.ts'

/** What becomes of a write that waits to be let through: made and heard of, or its process dies just before or just after. */
export type Fate = 'made' | 'dies before' | 'dies after'

/**
 * Work of one process that stops before each of its write transactions, so that whatever others do may come between its
 * looking and its writing, and so that its process may die there.
 */
export type Op = {
  what: string
  over: boolean
  /** Lets the write that it stands at meet its fate; resolves when it stands at the next one, or is over, or dead. */
  go(fate: Fate): Promise<void>
}

type Work = (ctx: Context) => Promise<void>

/**
 * Runs `work` until it stands before its first write, or is over.
 * @param around what is to happen around each write that is made
 */
export async function beginOp(
  what: string,
  ctx: Context,
  around: <T>(op: Op, write: () => Promise<T>) => Promise<T>,
  work: Work,
): Promise<Op> {
  let moved = Promise.withResolvers<void>()
  let release: (fate: Fate) => void = () => {}
  const never = () => new Promise<never>(() => {})
  const op: Op = {
    what,
    over: false,
    async go(fate) {
      if (fate === 'dies before') {
        op.over = true
        return
      }
      moved = Promise.withResolvers<void>()
      release(fate)
      await moved.promise
    },
  }
  const write: Context['db']['write'] = async (urgency, job) => {
    const fate = await new Promise<Fate>((resolve) => {
      release = resolve
      moved.resolve()
    })
    const value = await around(op, () => ctx.db.write(urgency, job))
    if (fate === 'made') return value
    op.over = true
    moved.resolve()
    return never()
  }
  work({ ...ctx, db: { ...ctx.db, write } }).then(
    () => {
      op.over = true
      moved.resolve()
    },
    (error) => {
      op.over = true
      moved.reject(error)
    },
  )
  await moved.promise
  return op
}
