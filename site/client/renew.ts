import { swap, wordsOf } from './swap.ts'

type Options = {
  isWelcome: () => boolean
  /** What came when the page was asked for; nothing when nobody answered. */
  seen: (answer?: Response) => void
}

/** Keeps the page at the newest version: told of a newer one, it fetches the same page until the page has reached it. */
export function newRenewal(startTimes: () => () => void, { isWelcome, seen }: Options) {
  // Before any words are added to it, the page says exactly what the server said.
  let words = wordsOf(document)
  const sayTimes = startTimes()
  let shown = Number(document.documentElement.dataset.version)
  let wanted = shown
  let underWay = false
  let behind: number | undefined

  async function renew(tries: number) {
    const got = await look()
    if (!isWelcome()) {
      underWay = false
      return
    }
    // Some pages have nothing to say about a version, and stay as they are; some caches are a few seconds behind.
    underWay = got < wanted && (got === 0 || tries < 5)
    if (underWay) setTimeout(renew, Math.min(500 * 2 ** tries, 20_000) * (1 + Math.random()), tries + 1)
    else shown = wanted
  }

  /** The version of the page as it is served now; shown if it is newer. 0 when nobody serves it. */
  async function look(): Promise<number> {
    const answer = await fetch(location.pathname, { cache: 'no-cache' }).catch(() => undefined)
    seen(answer?.ok ? answer : undefined)
    if (!answer?.ok) return 0
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

  /** Says whether the page is there already. */
  function want(version: number): boolean {
    // A restored backup begins behind us, and then nothing that we show is sure. A lagging process catches up sooner.
    window.clearTimeout(behind)
    if (version < shown) behind = window.setTimeout(() => location.reload(), 3000 + Math.random() * 2000)
    wanted = Math.max(wanted, version)
    if (wanted <= shown || underWay) return version === shown
    underWay = true
    // Not all readers at the same moment.
    setTimeout(renew, Math.random() * 2000, 0)
    return false
  }

  return { want, look, sayTimes }
}
