/** The radios in the footer work by themselves; this remembers them, where the browser lets us. */
export function startThemes(): void {
  const root = document.documentElement
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
    radio.checked = radio.value === (root.dataset.theme || 'auto')
    radio.onchange = () => {
      const theme = radio.value === 'auto' ? '' : radio.value
      root.dataset.theme = theme
      try {
        localStorage.theme = theme
      } catch {}
    }
  }
}
