/** Escape puts a bar's read-out away without moving anything; the next move brings it back. */
export function startReadOuts(): void {
  const calm = (on: boolean) => document.documentElement.classList.toggle('calm', on)
  addEventListener('keydown', ({ key }) => calm(key === 'Escape'))
  addEventListener('pointermove', () => calm(false))
}
