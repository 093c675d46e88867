// Shows the state of a Candor page on another one: <script async src="https://status.example.com/embed.js"></script>
// data-show="trouble"   only while something is wrong, in the corner of the window
// data-language="de"    in that language
// Leaves no name behind, stores nothing, throws nothing, and shows nothing while nobody answers.
;((script) => {
  if (!script?.src || !window.fetch) return
  const language = script.getAttribute('data-language')
  const onlyTrouble = script.getAttribute('data-show') === 'trouble'
  const floats = onlyTrouble || !document.body || script.parentNode === document.head
  const at = script.src.replace(/\/embed\.js([?#].*)?$/, language ? `/${encodeURIComponent(language)}/embed` : '/embed')
  let box
  let closed = false

  try {
    if (!floats) box = placed()
    look()
    if (!onlyTrouble) return
    setInterval(look, 60000)
    document.addEventListener('visibilitychange', look)
  } catch {}

  async function look() {
    if (closed || (onlyTrouble && document.hidden)) return
    try {
      const answer = await fetch(at, { cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' })
      const page = answer.ok ? await answer.text() : ''
      const [, mark] = / data-mark="([a-z]+)"/.exec(page) || []
      if (mark && !(onlyTrouble && mark === 'ok')) show(page)
      else hide()
    } catch {
      hide()
    }
  }

  function show(page) {
    if (!box) box = floating()
    if (box.firstChild) return
    const frame = styled(document.createElement('iframe'), { display: 'block', width: '100%', border: '0' })
    frame.title = plain((/<title>([^<]*)/.exec(page) || [])[1] || '')
    frame.height = '64'
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
    frame.src = at
    box.append(frame)
    if (floats) box.append(closer())
  }

  function hide() {
    if (!floats || !box) return
    box.remove()
    box = undefined
  }

  // As high as it will be, from the start, so that nothing moves when the answer comes.
  function placed() {
    const made = styled(document.createElement('div'), { height: '64px', maxWidth: '480px' })
    script.after(made)
    return made
  }

  function floating() {
    const corner = { position: 'fixed', right: '16px', bottom: '16px', zIndex: '2147483000' }
    const made = styled(document.createElement('div'), corner)
    styled(made, { width: 'min(380px, calc(100vw - 32px))', height: '64px' })
    document.body.append(made)
    return made
  }

  function closer() {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = '×'
    button.setAttribute('aria-label', script.getAttribute('data-close') || 'Close')
    styled(button, { all: 'initial', position: 'absolute', right: '2px', top: '2px', width: '24px', height: '24px' })
    styled(button, { textAlign: 'center', font: '18px/24px sans-serif', color: '#767c80', cursor: 'pointer' })
    button.addEventListener('click', () => {
      closed = true
      hide()
    })
    return button
  }

  function styled(element, wishes) {
    Object.assign(element.style, wishes)
    return element
  }

  function plain(html) {
    const named = { lt: '<', gt: '>', quot: '"', amp: '&' }
    return html.replace(/&(lt|gt|quot|amp);/g, (_, name) => named[name])
  }
})(document.currentScript)
