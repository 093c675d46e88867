/** The tags of a record: "v=DKIM1; k=rsa; p=…". Blanks within a value mean nothing. */
export function tagsIn(record: string): Record<string, string | undefined> {
  const pairs = record.split(';').filter((tag) => tag.includes('='))
  return Object.fromEntries(
    pairs.map((tag) => [tag.split('=', 1)[0]?.trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]),
  )
}
