/** What a page says, as a reader without pictures gets it: tags gone, one space between words. */
export function wordsOf(html: string): string {
  const body = html.slice(html.indexOf('<body'))
  return body
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, '')
    .replace(/<\/?(p|div|h\d|li|dt|dd|tr|td|th|summary|section|span|a|b|br|label)\b[^>]*>/g, (tag) =>
      /^<\/?(span|a|b)\b/.test(tag) ? '' : ' ',
    )
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
}
