/** Plain text as people write it: paragraphs wrapped at 72 columns, addresses never broken. */
export function plain(...parts: (string | false | null | undefined)[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** A paragraph, or several; lines that are there stay. */
export function wrapped(text: string, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, indent))
    .join('\n')
}

/** A label with its text beneath; nothing without text. */
export function labelled(label: string, text: string | null | undefined): string | false {
  return Boolean(text) && `${label}\n${wrapped(text ?? '', '  ')}`
}

/** What stands under every mail; the sign in front is how mail clients know where the text ends. */
export function signature(...lines: (string | false)[]): string {
  return `-- \n${lines.filter(Boolean).join('\n')}`
}

function wrapLine(line: string, indent: string): string {
  const wrapped: string[] = []
  let current = indent
  for (const word of line.trimEnd().split(' ')) {
    const longer = current === indent ? indent + word : `${current} ${word}`
    if (longer.length > 72 && current !== indent) {
      wrapped.push(current)
      current = indent + word
    } else current = longer
  }
  return [...wrapped, current].join('\n').trimEnd()
}
