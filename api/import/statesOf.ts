import type { ComponentState } from '../../db/vocabulary.ts'

/** A post of an imported incident with what it says of its components. */
export type Said = { status: string; displayAt: Date; affected: { code: string; newState: ComponentState }[] }
export type Span = { componentId: string; state: ComponentState; beganAt: Date; endedAt: Date }

const endings = ['resolved', 'completed', 'cancelled']

/**
 * The spans that the source's own states speak of, and nothing beyond: a state holds from the post that names it to
 * the next one that names another, or to the end. None is negative, none stays open.
 * @param said oldest first
 * @param end when it was over; for one that never was, its last post
 */
export function spansOf(said: readonly Said[], end: Date): Span[] {
  const spans: Span[] = []
  const open = new Map<string, { state: ComponentState; beganAt: Date }>()
  const close = (code: string, endedAt: Date) => {
    const span = open.get(code)
    open.delete(code)
    if (span && endedAt > span.beganAt) spans.push({ componentId: code, ...span, endedAt })
  }
  const lastEnding = said.findLastIndex(isEnding)
  for (const [index, post] of said.entries()) {
    if (isEnding(post)) for (const code of [...open.keys()]) close(code, index === lastEnding ? end : post.displayAt)
    if (isEnding(post) || post.status === 'postmortem') continue
    for (const { code, newState } of post.affected) {
      if (open.get(code)?.state === newState) continue
      close(code, post.displayAt)
      if (newState !== 'operational') open.set(code, { state: newState, beganAt: post.displayAt })
    }
  }
  for (const code of [...open.keys()]) close(code, end)
  return spans
}

/** Components that the source itself leaves in trouble when it says that all is over. */
export function leftInTrouble(said: readonly Said[]): string[] {
  const ending = said.findLast(isEnding)
  return (ending?.affected ?? []).filter(({ newState }) => newState !== 'operational').map(({ code }) => code)
}

function isEnding({ status }: Said): boolean {
  return endings.includes(status)
}
