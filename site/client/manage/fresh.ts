import { morph } from '../morph.ts'

/** Each part that names itself `data-fresh` says what its newer version says; what is focused or open in it stays so. */
function takeFresh(html: string, parts: Iterable<Element>) {
  const next = new DOMParser().parseFromString(html, 'text/html')
  for (const old of parts) {
    const fresh = next.getElementById(old.id)
    if (fresh) morph(old, fresh)
  }
}

/** While messages are on their way, the counts follow: every two seconds, and only while somebody looks. */
export function keepFresh() {
  const moving = () => document.querySelector('[data-live]') && document.visibilityState === 'visible'
  const look = async () => {
    if (moving()) {
      const answer = await fetch(location.href).catch(() => undefined)
      // What stands in a form follows what is typed into it.
      const parts = [...document.querySelectorAll('[data-fresh]')].filter((one) => !one.closest('[data-preview]'))
      if (answer?.ok) takeFresh(await answer.text(), parts)
    }
    if (document.querySelector('[data-live]')) setTimeout(look, 2000)
  }
  setTimeout(look, 1000)
}

/** What customers will get follows the typing: the same page that the button "Preview" brings, taken piece by piece. */
export function preview(form: HTMLFormElement) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const typed = new URLSearchParams(new FormData(form) as never)
    typed.set('preview', 'yes')
    const answer = await fetch(form.action, { method: 'POST', body: typed }).catch(() => undefined)
    if (answer?.ok && mine === asked) takeFresh(await answer.text(), form.querySelectorAll('[data-fresh]'))
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, 350)
  }
  form.addEventListener('input', soon)
  for (const button of form.querySelectorAll('[name="preview"]')) button.setAttribute('hidden', '')
}
