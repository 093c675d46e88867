/** Listens to the stream of versions until told to leave. A browser comes back by itself, except after a refusal. */
export function follow(onVersion: (version: number) => void, onLost: (lost: boolean) => void): () => void {
  let again: ReturnType<typeof setTimeout> | undefined
  let stream = open()

  function open() {
    const opened = new EventSource('/live')
    opened.onopen = () => onLost(false)
    opened.addEventListener('version', ({ data }) => onVersion(Number(data)))
    opened.onerror = () => {
      onLost(true)
      if (opened.readyState !== EventSource.CLOSED) return
      again = setTimeout(
        () => {
          stream = open()
        },
        10_000 + Math.random() * 20_000,
      )
    }
    return opened
  }

  return () => {
    clearTimeout(again)
    stream.close()
  }
}
