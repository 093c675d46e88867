/** The server speaks every 20 seconds; a line that was silent for longer than two of these is dead. */
const silence = 50_000

type Told = {
  version: (version: number) => void
  /** The line stands. */
  alive: () => void
  /** It does not; the browser comes back by itself. */
  gone: () => void
  /** Somebody answered, but not with a stream. */
  refused: () => void
}

/** Listens to the stream of versions until told to leave, also through sleep and networks that come and go. */
export function follow(told: Told): () => void {
  let stream: EventSource
  let heard = Date.now()
  let again: ReturnType<typeof setTimeout> | undefined

  function open() {
    again = undefined
    heard = Date.now()
    const opened = new EventSource('/live')
    const alive = () => {
      heard = Date.now()
      told.alive()
    }
    opened.onopen = alive
    opened.addEventListener('version', ({ data }) => {
      alive()
      told.version(Number(data))
    })
    opened.onerror = () => {
      if (opened.readyState !== EventSource.CLOSED) return told.gone()
      told.refused()
      later(10_000, 20_000)
    }
    stream = opened
  }

  /** Not everybody at the same moment. */
  function later(least: number, more: number) {
    stream.close()
    clearTimeout(again)
    again = setTimeout(open, least + Math.random() * more)
  }

  const watch = setInterval(() => {
    if (again || Date.now() - heard < silence) return
    told.gone()
    later(0, 2000)
  }, 5000)
  const back = () => later(0, 2000)

  addEventListener('online', back)
  open()
  return () => {
    removeEventListener('online', back)
    clearInterval(watch)
    clearTimeout(again)
    stream.close()
  }
}
