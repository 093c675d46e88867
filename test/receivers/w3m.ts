import PostalMime from 'postal-mime'
import type { RealMail } from './mails.ts'
import { run } from './tool.ts'

/** Both parts of a mail as somebody reads them in a terminal; undefined where there is no w3m. */
export async function readInTerminal({ raw }: RealMail): Promise<{ text: string; html: string } | undefined> {
  const { text = '', html = '' } = await PostalMime.parse(raw)
  const told = await run('w3m', ['-dump', '-T', 'text/html', '-I', 'UTF-8', '-O', 'UTF-8', '-cols', '76'], html)
  const flat = (words: string) => words.replace(/\s+/g, ' ')
  return told && { text: flat(text), html: flat(told.output) }
}
