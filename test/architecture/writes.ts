import ts from 'typescript'
import { at, everyNode, type Project, type Rule } from './project.ts'

/** The one file that begins a write transaction, and who may import it. */
const beginner = 'api/events/writing.ts'
const doors = /^api\/events\/(commit|keep)\.ts$/
/** Bookkeeping that is no fact. */
const keepers = /^api\/(people|delivery|events)\/|[dD]raft/
/** Start-up and command line open, copy and restore the file itself. */
const openers = /^api\/(house|cli|boot)\.ts$|^api\/cli\//
const changing = /^\s*(insert|update|delete|replace|create|drop|alter|vacuum|attach|pragma\s+\w+\s*=)\b/i

/** Rows change only on the transaction that `commit` or `keep` hands in: types tell a transaction from the database. */
export const writesOnlyInTransactions: Rule = (source, project) => {
  if (!/^(api|site|emails)\//.test(source.path)) return []
  const found: string[] = []
  everyNode(source.syntax, (node) => {
    // The checker cannot name the type of `as const`, and need not.
    const named = ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)
    if (named && isTransaction(project.checker.getTypeFromTypeNode(node.type)))
      found.push(`${at(source, node)} passes something off as a transaction`)
    if (ts.isTaggedTemplateExpression(node) && changing.test(textOf(node)) && !isGivenToTransaction(node, project))
      found.push(`${at(source, node)} writes by SQL outside a transaction of commit or keep`)
    if (ts.isPropertyAccessExpression(node))
      found.push(...refusalsOf(node, project).map((why) => `${at(source, node)} ${why}`))
  })
  return openers.test(source.path) ? found.filter((one) => !one.endsWith(handle)) : found
}

const handle = 'uses the bare database client'

/** `commit` and `keep` stand alone before the transaction; `keep` is for those who keep books. */
export const twoDoors: Rule = (source) =>
  source.imports.flatMap((one) => {
    const { path } = source
    if (path.startsWith('test/')) return []
    if (one.what === beginner && !doors.test(path)) return [`${at(source, one.node)} goes round commit and keep`]
    if (one.what === 'api/events/keep.ts' && !keepers.test(path))
      return [`${at(source, one.node)} may not keep: commit a fact`]
    if (one.what === 'db/open.ts' && !one.typesOnly && namesOpen(one.node) && !openers.test(path))
      return [`${at(source, one.node)} opens a database of its own`]
    return []
  })

function refusalsOf(node: ts.PropertyAccessExpression, project: Project): string[] {
  const name = node.name.text
  const owner = declaredIn(node.name, project)
  const path = node.getSourceFile().fileName
  if (/\/db\/open\.ts$/.test(owner)) {
    if (name === 'write' && !path.endsWith(beginner)) return ['begins a transaction itself: use commit, or keep']
    if (name === 'client') return [handle]
  }
  if (!/\/node_modules\/(drizzle-orm|@libsql)\//.test(owner)) return []
  if (name === 'raw') return ['hides SQL from this test']
  if (name === 'transaction' || name === 'batch') return ['begins a transaction itself: use commit, or keep']
  if (/^(insert|update|delete|run|execute\w*)$/.test(name) && !isTransaction(typeOf(node.expression, project)))
    return [`calls .${name}() on something that is no transaction of commit or keep`]
  return []
}

function declaredIn(name: ts.MemberName, { checker }: Project): string {
  // A page stands outside the program that the checker knows. It imports reads only, which `importDirection` sees to.
  if (name.getSourceFile().fileName.endsWith('.astro')) return ''
  return checker.getSymbolAtLocation(name)?.declarations?.[0]?.getSourceFile().fileName ?? ''
}

function typeOf(value: ts.Expression, { checker }: Project): ts.Type {
  return checker.getTypeAtLocation(value)
}

/** The transaction's own type, or a part picked from it. */
function isTransaction(type: ts.Type): boolean {
  if (/Transaction$/.test(type.symbol?.name ?? '')) return true
  const [whole] = type.aliasTypeArguments ?? []
  return type.aliasSymbol?.name === 'Pick' && whole !== undefined && isTransaction(whole)
}

function textOf({ template }: ts.TaggedTemplateExpression): string {
  return ts.isNoSubstitutionTemplateLiteral(template) ? template.text : template.head.text
}

function isGivenToTransaction(node: ts.Node, project: Project): boolean {
  const { parent } = node
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false
  return isTransaction(typeOf(parent.expression.expression, project))
}

function namesOpen(node: ts.Node): boolean {
  return /\bopenDatabase\b|\*/.test(node.getText())
}
