import type { ImportLine } from '../../api/reads/manageImports.ts'
import type { SubscriberState } from '../../db/vocabulary.ts'
import { number, people } from './panel.ts'

const verb = (n: number, one: string, many: string) => `${people(n)} ${n === 1 ? one : many}`

/** What a list of subscribers opens with. */
export function listSentence(state: SubscriberState, n: number): string {
  if (n === 0) return nobody[state]
  const sentences: Record<SubscriberState, string> = {
    active: `${verb(n, 'is', 'are')} told when you post.`,
    pending: `${verb(n, 'has', 'have')} not confirmed yet.`,
    paused: `${verb(n, 'wants', 'want')} to hear nothing for now.`,
    unsubscribed: `${verb(n, 'has', 'have')} left.`,
    suppressed: `${people(n)} cannot be reached.`,
  }
  return sentences[state]
}

const nobody: Record<SubscriberState, string> = {
  active: 'Nobody is told yet.',
  pending: 'Nobody is waiting to confirm.',
  paused: 'Nobody has paused.',
  unsubscribed: 'Nobody has left.',
  suppressed: 'Everybody can be reached.',
}

/** What was done a moment ago, by the numbers in the address of the page. */
export function doneSentence(query: URLSearchParams): string | undefined {
  const at = (name: string) => (/^\d{1,9}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : undefined)
  const released = at('released')
  if (released !== undefined)
    return released === 0 ? 'Nobody had to be written to again.' : `${verb(released, 'is', 'are')} written to again.`
  const asked = at('asked')
  if (asked === undefined) return undefined
  const [lately = 0, left = 0] = [at('lately'), at('left')]
  const parts = [
    asked === 0 ? 'Nobody was asked again.' : `${verb(asked, 'was', 'were')} asked again.`,
    lately > 0 && `${number(lately)} ${lately === 1 ? 'was' : 'were'} written to lately and can be asked later.`,
    left > 0 && `${number(left)} are left: press once more to go on.`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** What an import's screen opens with. */
export function importSentence(line: ImportLine): string {
  const { state, dryRun, added, asked, attested, lines, done, name } = line
  if (state === 'running') return `${number(done)} of ${number(lines)} lines of ${name} are done.`
  if (dryRun) return `${name} would add ${people(added)}. Nobody was added.`
  if (state === 'stopped') return `${name} was stopped after ${number(done)} of ${number(lines)} lines.`
  if (added === 0) return `${name} added nobody.`
  const what = `${name} added ${people(added)}`
  return attested
    ? `${what}.`
    : `${what}, and ${number(asked)} of them ${asked === 1 ? 'was' : 'were'} asked to confirm.`
}

/** The same on one line of a table. */
export function importOutcome({ state, dryRun, added, done, lines, refused }: ImportLine): string {
  const more = refused > 0 ? `, ${number(refused)} refused` : ''
  if (state === 'running') return `${number(done)} of ${number(lines)} lines done`
  if (state === 'stopped') return `Stopped after ${number(done)} of ${number(lines)} lines, ${number(added)} added`
  return `${dryRun ? 'Would add' : 'Added'} ${number(added)}${more}`
}

/** Counts of an import, in the order in which they matter. */
export function importCounts(line: ImportLine): { key: string; term: string; n: number }[] {
  const { attested, dryRun, added, asked, known, repeated, refused } = line
  return [
    { key: 'added', term: dryRun ? 'Would be added' : 'Added', n: added },
    ...(attested || dryRun ? [] : [{ key: 'asked', term: 'Asked to confirm', n: asked }]),
    { key: 'known', term: 'On the list already', n: known },
    { key: 'repeated', term: 'Twice in the file', n: repeated },
    { key: 'refused', term: 'Refused', n: refused },
  ]
}
