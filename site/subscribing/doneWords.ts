import type { Words } from '../../api/reads/catalogue/words.ts'

/** What was done a moment ago, as the address of the page says; anything else says nothing. */
export function doneWords(done: string | null, byMail: boolean, { own }: Words): string | undefined {
  const known: Record<string, string> = byMail ? own.done : { ...own.done, ...own.doneEndpointWords }
  return done !== null && Object.hasOwn(known, done) ? known[done] : undefined
}
