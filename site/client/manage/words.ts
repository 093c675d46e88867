const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Words between an instant and now stay true while the page stands open. */
export function keepTrue() {
  const tick = () => {
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-words]')) {
      const gone = Date.now() - Date.parse(time.dateTime)
      time.textContent = time.dataset.words === 'since' ? lasting(gone) : until(-gone)
    }
  }
  setInterval(tick, 10_000)
}

const until = (ms: number) => (ms > 0 ? `in ${lasting(ms)}` : `${lasting(-ms)} overdue`)

function lasting(ms: number): string {
  if (ms < minute) return 'under a minute'
  const whole = Math.round(ms / minute) * minute
  if (whole < hour) return `${whole / minute} min`
  if (whole < day) return both(Math.floor(whole / hour), 'h', (whole % hour) / minute, 'min')
  const hours = Math.round(whole / hour)
  const days = Math.floor(hours / 24)
  return both(days, days === 1 ? 'day' : 'days', hours % 24, 'h')
}

const both = (large: number, unit: string, small: number, smallUnit: string) =>
  small > 0 ? `${large} ${unit} ${small} ${smallUnit}` : `${large} ${unit}`
