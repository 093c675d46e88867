/** Single keys, off while somebody types, and off altogether for whoever says so (WCAG 2.1.4). */
export function startKeys() {
  const root = document.documentElement
  const box = document.querySelector<HTMLInputElement>('#use-keys')
  const on = () => localStorage.keys !== 'off'
  const show = () => root.classList.toggle('no-keys', !on())
  show()
  if (box) {
    box.checked = on()
    box.addEventListener('change', () => {
      localStorage.keys = box.checked ? 'on' : 'off'
      show()
    })
  }

  let first = ''
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return publish(event)
    if (event.ctrlKey || event.metaKey || event.altKey || !on() || isTyping(event.target)) return
    const keys = first ? `${first} ${event.key}` : event.key
    first = ''
    if (event.key === 'g' && keys === 'g') first = 'g'
    else press(keys, event)
  })
}

/** Ctrl+Enter sends the form that somebody is in, by its one filled button. */
function publish(event: KeyboardEvent) {
  const form = (event.target as Element).closest('form')
  const go = form?.querySelector<HTMLButtonElement>('.go')
  if (!form || !go) return
  event.preventDefault()
  form.requestSubmit(go)
}

function press(keys: string, event: KeyboardEvent) {
  const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(keys)}"]`)
  if (!found) return
  event.preventDefault()
  if (found instanceof HTMLAnchorElement) found.click()
  else found.focus()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const still = ['radio', 'checkbox', 'button', 'submit']
  if (target instanceof HTMLInputElement) return !still.includes(target.type)
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
