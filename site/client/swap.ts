import { morph } from './morph.ts'

/** Every piece that may be marked as changed, with its words: what a piece says without its relative times. */
export function wordsOf(root: ParentNode): Map<string, string> {
  const pieces = [...root.querySelectorAll<HTMLElement>('main [data-k]')]
  return new Map(pieces.map((piece) => [piece.dataset.k as string, textOf(piece)]))
}

function textOf(piece: Element): string {
  const said = (piece.matches('.rail *') && piece.querySelector('.prose')) || piece
  return said.textContent
}

/**
 * Puts another edition of the page in the place of this one: the same nodes wherever they stay, a brief mark on what
 * really changed, one sentence for those who listen.
 */
export function swap(next: Document, before: Map<string, string>): void {
  const focused = document.activeElement as HTMLElement | null
  const main = document.querySelector('main') as HTMLElement
  const said = main.dataset.say
  const changed = [...wordsOf(next)].filter(([key, words]) => before.get(key) !== words).map(([key]) => key)
  document.title = next.title
  document.documentElement.dataset.version = next.documentElement.dataset.version
  for (const part of ['[rel=icon]', 'header', 'main']) {
    const [old, newer] = [document.querySelector(part), next.querySelector(part)]
    if (old && newer) morph(old, newer)
  }
  if (focused && !focused.isConnected) main.focus({ preventScroll: true })
  mark(changed)
  const news = document.getElementById('news')
  if (news && main.dataset.say && main.dataset.say !== said) news.textContent = main.dataset.say
}

/** The innermost changed pieces only. */
function mark(keys: string[]): void {
  const find = (key: string) => document.querySelector(`main [data-k="${CSS.escape(key)}"]`)
  const pieces = keys.map(find).filter((piece) => piece !== null)
  for (const piece of pieces) {
    if (pieces.some((other) => other !== piece && piece.contains(other))) continue
    piece.classList.add('changed')
    piece.addEventListener('animationend', () => piece.classList.remove('changed'), { once: true })
  }
}
