import type { Rule } from './project.ts'

const most = 200
/** Lists of words and generated files are as long as they are. */
const exempt = /^db\/migrations\/|^site\/public\/|\/catalogues?\/|\.generated\.|^test\/fixtures\//

export const fileSize: Rule = ({ path, text }) => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return lines > most && !exempt.test(path) ? [`${path}:${most} has ${lines} lines; ${most} is the most`] : []
}

export const noJsx: Rule = ({ path }) => (/\.[jt]sx$/.test(path) ? [`${path}:1 plain Node cannot load it`] : [])
