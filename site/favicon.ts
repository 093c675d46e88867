import type { Mark } from '../api/reads/words.ts'

const colours: Record<Mark | 'ink', string> = {
  ok: '2c8554',
  maint: '4170bf',
  slow: 'a67c00',
  part: 'cb640c',
  major: 'c42424',
  none: '858a8d',
  ink: '16181a',
}
const shapes: Record<Mark | 'ink', string> = {
  ok: "%3Ccircle cx='8' cy='8' r='7.5'/%3E",
  maint: "%3Cpath d='M8 0 16 8 8 16 0 8z'/%3E",
  slow: "%3Cpath d='M0 1h16L8 15z'/%3E",
  part: "%3Cpath d='M8 1 16 15H0z'/%3E",
  major: "%3Cpath d='M5 0h6l5 5v6l-5 5H5l-5-5V5z'/%3E",
  none: "%3Ccircle cx='8' cy='8' r='7.5'/%3E",
  ink: "%3Ccircle cx='8' cy='8' r='7.5'/%3E",
}

/** The tab's own sign: the state, as shape and colour, without a request. */
export function favicon(mark: Mark | 'ink'): string {
  const drawn = `%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='%23${colours[mark]}'%3E${shapes[mark]}%3C/svg%3E`
  return `data:image/svg+xml,${drawn.replaceAll(' ', '%20')}`
}
