import { follow } from './follow.ts'
import { newRenewal } from './renew.ts'
import { sayClock } from './times.ts'
import { newTrust } from './trust.ts'

/** Keeps the page true while it is visible and not paused; the last page stays when the connection is lost. */
export function startLive(line: HTMLElement, startTimes: () => () => void): void {
  const text = line.firstElementChild as HTMLElement
  const button = line.lastElementChild as HTMLButtonElement
  // In the order of `live` in the catalogue's frame.
  const [updates = '', lost = '', paused = '', pause = '', resume = '', ...doubts] = (line.dataset.words ?? '').split(
    '|',
  )
  let isPaused = remembered()
  let isLost = false
  let leave: (() => void) | undefined

  const say = (what: string) => {
    text.textContent = `${what.replace('{}', sayClock(Date.now()))} ·`
    button.textContent = isPaused ? resume : pause
  }
  const isWelcome = () => !isPaused
  const renewal = newRenewal(startTimes, { isWelcome, seen: (answer) => trust.seen(answer) })
  const trust = newTrust(doubts, renewal.sayTimes)

  const alive = () => {
    if (isLost) say(updates)
    isLost = false
    trust.alive()
  }
  const gone = () => {
    if (!isLost) say(lost)
    isLost = true
    trust.lost()
  }
  /** Perhaps there is only no room for a stream: then the page is looked at each time that one is asked for. */
  const refused = async () => {
    const there = await isThere()
    if (!leave) return
    if (there) alive()
    else gone()
    await renewal.look()
  }
  const version = (newest: number) => {
    if (renewal.want(newest)) trust.sure()
  }
  const turn = () => {
    leave?.()
    leave = undefined
    trust.rest()
    isLost = false
    say(isPaused ? paused : updates)
    if (!isPaused && !document.hidden) leave = follow({ version, alive, gone, refused })
  }

  button.onclick = () => {
    isPaused = !isPaused
    try {
      sessionStorage.paused = isPaused ? '1' : ''
    } catch {}
    turn()
  }
  document.addEventListener('visibilitychange', turn)
  addEventListener('pagehide', () => leave?.())
  addEventListener('pageshow', ({ persisted }) => persisted && turn())
  line.hidden = false
  turn()
}

/** For as long as the tab lives, from page to page. */
function remembered(): boolean {
  try {
    return !!sessionStorage.paused
  } catch {
    return false
  }
}

/** Whether it is the server that refuses, and not a proxy in front of one that is gone. */
async function isThere(): Promise<boolean> {
  const answer = await fetch('/live', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined)
  return /event-stream|problem/.test(answer?.headers.get('content-type') ?? '')
}
