import { follow } from './follow.ts'
import { newRenewal } from './renew.ts'

/** Keeps the page true while it is visible and not paused; the last page stays when the connection is lost. */
export function startLive(line: HTMLElement, startTimes: () => () => void): void {
  const text = line.firstElementChild as HTMLElement
  const button = line.lastElementChild as HTMLButtonElement
  const state = { paused: false, lost: false }
  let leave: (() => void) | undefined

  const say = (what: string) => {
    text.textContent = `${what} ·`
    button.textContent = state.paused ? 'Resume' : 'Pause'
  }
  const onLost = (lost: boolean) => {
    if (lost && !state.lost) say(`Connection lost at ${clock()}, trying again`)
    if (!lost) say('Updates itself')
    state.lost = lost
  }
  const want = newRenewal(startTimes, { isWelcome: () => !state.paused, onLost })
  const turn = () => {
    leave?.()
    leave = state.paused || document.hidden ? undefined : follow(want, onLost)
  }

  button.onclick = () => {
    state.paused = !state.paused
    say(state.paused ? `Paused at ${clock()}` : 'Updates itself')
    turn()
  }
  document.addEventListener('visibilitychange', turn)
  addEventListener('pagehide', () => leave?.())
  addEventListener('pageshow', ({ persisted }) => persisted && turn())
  line.hidden = false
  say('Updates itself')
  turn()
}

function clock(): string {
  return new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
