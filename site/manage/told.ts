import type { Told } from '../../api/reads/manageCounts.ts'
import { paceWords } from '../../api/reads/managePace.ts'
import { number } from './panel.ts'

/** Somebody waits, or we do not know yet who. */
export const isMoving = (told: Told): boolean => told.waiting > 0 || told.expanding

/** "787 of 1,204 told, 406 on their way, 11 not reached." */
export function toldSentence(told: Told): string {
  if (told.all === 0) return told.expanding ? 'Working out who must hear of it.' : nobody(told)
  const parts = [
    `${number(told.sent)} of ${number(told.all)} told`,
    told.waiting > 0 && `${number(told.waiting)} on their way`,
    told.lost > 0 && `${number(told.lost)} not reached`,
  ]
  return `${parts.filter(Boolean).join(', ')}.`
}

function nobody({ skipped }: Told): string {
  return skipped > 0 ? 'Nobody wanted it any more when it went out.' : 'Nobody follows this, so nobody was told.'
}

/** How it goes on, as a sentence of its own: "About 2 minutes left at 310 a second." */
export function goesOn(told: Told): string {
  if (told.expanding) return 'Still working out who must hear of it.'
  if (!told.pace) return ''
  const words = paceWords(told.pace)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
