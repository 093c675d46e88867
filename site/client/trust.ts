import { sayClock } from './times.ts'

const patience = 30_000
/** Milliseconds that a cache may be behind. */
const fresh = 60_000

/**
 * Says quietly when the page may be out of date, and how old what it shows is: nobody can be reached for half a minute,
 * or it came out of a cache that cannot renew it.
 * @param words with the time of what is shown, and for when that is unknown
 */
export function newTrust([asOf = '', unknown = '']: string[], sayTimes: () => void) {
  const banner = document.getElementById('stale') as HTMLElement
  const since = Date.now()
  /** When the page was last known to be true. */
  let trueAt: number | undefined
  let isLost = false
  let isStale = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function judge() {
    clearTimeout(timer)
    const doubted = isLost || isStale
    const left = patience - (Date.now() - (trueAt ?? since))
    if (doubted && left > 0) timer = setTimeout(judge, left)
    const show = doubted && left <= 0
    if (show === !banner.hidden) return
    banner.hidden = !show
    if (show) say()
  }

  function say() {
    banner.textContent = trueAt ? asOf.replace('{}', sayClock(trueAt)) : unknown
    const news = document.getElementById('news') as HTMLElement
    news.textContent = banner.textContent
    if (!trueAt) return
    const ago = document.createElement('span')
    ago.dataset.rel = 'back'
    ago.dataset.at = new Date(trueAt).toISOString()
    banner.append(ago)
    sayTimes()
  }

  return {
    alive() {
      isLost = false
      if (!isStale) trueAt = Date.now()
      judge()
    },
    /** The page is at the version that the server has. */
    sure() {
      isStale = false
      trueAt = Date.now()
      judge()
    },
    lost() {
      isLost = true
      judge()
    },
    /** Somebody answered, perhaps a cache: its answer says how old it is. */
    seen(answer?: Response) {
      const age = Number(answer?.headers.get('age')) * 1000
      const passed = isLost ? Date.now() - Date.parse(answer?.headers.get('date') ?? '') : 0
      const old = Math.max(age, passed || 0)
      isStale = !answer || old > fresh
      if (answer && (old > fresh || !isLost)) trueAt = Date.now() - old
      judge()
    },
    rest() {
      isLost = isStale = false
      judge()
    },
  }
}
