/** Offers the page in a language that the reader prefers, quietly and over the page; put away, it stays away. */
export function startOffer(): void {
  const mine = navigator.languages.map((name) => name.slice(0, 2))
  const known = [...document.querySelectorAll<HTMLAnchorElement>('#languages a')]
  const wanted = mine.map((name) => known.find(({ lang }) => lang === name)).find((link) => link)
  if (!wanted?.dataset.offer || remembered()) return
  const offer = document.createElement('aside')
  const link = document.createElement('a')
  const no = document.createElement('button')
  offer.id = 'offer'
  offer.className = 'screen'
  offer.lang = link.hreflang = wanted.lang
  offer.ariaLabel = link.textContent = wanted.dataset.offer
  link.href = wanted.href
  no.textContent = wanted.dataset.no ?? ''
  no.onclick = () => {
    offer.remove()
    try {
      localStorage.offered = '1'
    } catch {}
  }
  offer.append(link, ' ', no)
  document.body.append(offer)
}

function remembered(): boolean {
  try {
    return !!localStorage.offered
  } catch {
    return false
  }
}
