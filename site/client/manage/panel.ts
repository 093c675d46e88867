import { keepFresh, preview } from './fresh.ts'
import { startKeys } from './keys.ts'
import { keepTrue } from './words.ts'

const radios = document.querySelectorAll<HTMLInputElement>('[name="theme"]')
for (const radio of radios) {
  radio.checked = radio.value === (localStorage.theme ?? '')
  radio.addEventListener('change', () => {
    if (radio.value) localStorage.theme = radio.value
    else localStorage.removeItem('theme')
    document.documentElement.dataset.theme = radio.value
  })
}

startKeys()
keepTrue()
keepFresh()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-preview]')) preview(form)
