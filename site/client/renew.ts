import { swap, wordsOf } from './swap.ts'

type Options = { isWelcome: () => boolean; onLost: (lost: boolean) => void }

/** Returns what to call with a newer version: it fetches the same page until the page has reached it. */
export function newRenewal(startTimes: () => () => void, { isWelcome, onLost }: Options): (version: number) => void {
  // Before any words are added to it, the page says exactly what the server said.
  let words = wordsOf(document)
  const sayTimes = startTimes()
  let shown = Number(document.documentElement.dataset.version)
  let wanted = shown
  let underWay = false
  let behind: number | undefined

  async function renew(tries: number) {
    const got = await look().catch(() => 0)
    if (!isWelcome()) {
      underWay = false
      return
    }
    if (got === 0) onLost(true)
    // Some pages have nothing to say about a version, and stay as they are.
    underWay = got < wanted && (got === 0 || tries < 6)
    if (underWay) setTimeout(renew, Math.min(500 * 2 ** tries, 30_000), tries + 1)
    else shown = wanted
  }

  /** The version of the page as it is served now; shown if it is newer. */
  async function look(): Promise<number> {
    const answer = await fetch(location.pathname, { cache: 'no-cache' })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const got = Number(next.documentElement.dataset.version)
    if (got > shown && isWelcome()) {
      const newer = wordsOf(next)
      swap(next, words)
      words = newer
      shown = got
      sayTimes()
    }
    return got || 0
  }

  return (version) => {
    // A restored backup begins behind us, and then nothing that we show is sure. A lagging process catches up sooner.
    window.clearTimeout(behind)
    if (version < shown) behind = window.setTimeout(() => location.reload(), 3000 + Math.random() * 2000)
    wanted = Math.max(wanted, version)
    if (wanted <= shown || underWay) return
    underWay = true
    // Not all readers at the same moment.
    setTimeout(renew, Math.random() * 2000, 0)
  }
}
