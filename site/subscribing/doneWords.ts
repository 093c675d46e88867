const words: Record<string, string> = {
  choices: 'Saved. It counts for everything that we say from now on.',
  incidents: 'Saved.',
  pause: 'Your mail is paused.',
  resumption: 'The pause is over. You hear from us again.',
  reactivation: 'We write to you again.',
  address: 'If we may write to the new address, a mail with a link to confirm it is on its way there.',
}

/** The same where an endpoint is told in place of a mailbox. */
const endpointWords: Record<string, string> = {
  ...words,
  pause: 'Your endpoint is told nothing meanwhile.',
  resumption: 'The pause is over. Your endpoint hears from us again.',
  reactivation: 'We write to your endpoint again.',
}

/** What was done a moment ago, as the address of the page says; anything else says nothing. */
export function doneWords(done: string | null, byMail: boolean): string | undefined {
  const known = byMail ? words : endpointWords
  return done !== null && Object.hasOwn(known, done) ? known[done] : undefined
}
