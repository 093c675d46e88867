/** Makes `old` say what `next` says and keeps the nodes that stay, with whatever is open, focused or typed in them. */
export function morph(old: Element, next: Element): void {
  if (old.hasAttribute('data-mine') || old.isEqualNode(next)) return
  takeAttributes(old, next)
  const keyed = new Map([...old.children].map((child) => [keyOf(child), child]))
  let at: ChildNode | null = old.firstChild
  for (const child of [...next.childNodes]) {
    const match: ChildNode | null | undefined = keyOf(child) ? keyed.get(keyOf(child)) : at
    if (!match || keyOf(match) !== keyOf(child) || match.nodeName !== child.nodeName) {
      old.insertBefore(child, at)
      continue
    }
    while (at && at !== match && !stays(at, next)) at = removed(at)
    if (at === match) at = at.nextSibling
    else old.insertBefore(match, at)
    if (match instanceof Element) morph(match, child as Element)
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue
  }
  while (at) at = removed(at)
}

/** Pieces with a name of their own are found again wherever they stand. */
function keyOf(node: Node): string | null {
  return node instanceof Element ? node.getAttribute('data-k') || node.id : ''
}

function stays(node: Node, next: Element): boolean {
  const key = keyOf(node)
  return !!key && [...next.children].some((child) => keyOf(child) === key)
}

function removed(node: ChildNode): ChildNode | null {
  const after = node.nextSibling
  node.remove()
  return after
}

function takeAttributes(old: Element, next: Element): void {
  // Those of a form are whoever's who fills it in; a bar's value is ours.
  const kept = (name: string) =>
    name === 'open' || name === 'checked' || (name === 'value' && old.nodeName !== 'PROGRESS')
  for (const { name } of [...old.attributes]) if (!kept(name) && !next.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of [...next.attributes])
    if (!kept(name) && old.getAttribute(name) !== value) old.setAttribute(name, value)
}
