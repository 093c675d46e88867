import { createRequire } from 'node:module'
import { expect } from 'vitest'

type Sax = { onopentag: unknown; ontext: unknown; oncdata: unknown; onclosetag: unknown; onerror: unknown }
// biome-ignore lint/suspicious/noExplicitAny: a parser without types
const sax: any = createRequire(import.meta.url)('sax')

export class Node {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: Node[] = []
  content = ''
  constructor(name: string, attributes: Record<string, string>) {
    this.name = name
    this.attributes = attributes
  }
  all(name: string): Node[] {
    return this.children.filter((child) => child.name === name)
  }
  one(name: string): Node {
    const [found] = this.all(name)
    if (!found) throw new Error(`<${this.name}> has no <${name}>`)
    return found
  }
  text(name: string): string {
    return this.one(name).content
  }
}

/** A strict XML parser; what XML forbids altogether is refused first, because this one is blind to it. */
export function parse(xml: string): Node {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the forbidden ones
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  expect(xml.isWellFormed()).toBe(true)
  const root = new Node('', {})
  const open = [root]
  const parser: Sax & { write(text: string): { close(): void } } = sax.parser(true)
  parser.onerror = (error: Error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }: { name: string; attributes: Record<string, string> }) => {
    const node = new Node(name, attributes)
    open.at(-1)?.children.push(node)
    open.push(node)
  }
  parser.onclosetag = () => open.pop()
  parser.oncdata = parser.ontext = (text: string) => {
    const node = open.at(-1)
    if (node) node.content += text
  }
  parser.write(xml).close()
  return root
}
