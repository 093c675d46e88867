import ts from 'typescript'
import { at, everyNode, type Project, type Rule, type Source } from './project.ts'

/** `house` holds the handles; what runs in the reader's browser has no server to share. */
const exempt = /^api\/house\.ts$|^site\/(client|public)\/|^test\/|\.astro$|\.mjs$|\.config\.ts$/
const mutators = /^(set|add|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|delete|clear|append)$/
/** What may be made once and shared, because using it does not change it. */
const constants = /^(RegExp|URL|Map|Set|Date|TextEncoder|TextDecoder|Intl\.\w+|Hono|OpenAPIHono|MarkdownIt|TimeSpan)$/

export const noModuleState: Rule = (source, project) => {
  if (exempt.test(source.path)) return []
  const found: string[] = []
  for (const statement of source.syntax.statements) found.push(...declared(source, statement))
  everyNode(source.syntax, (node) => {
    const root = changedRoot(node, project)
    if (root && isShared(root, project))
      found.push(`${at(source, node)} changes ${root.getText()}, which is module state`)
    if (ts.isPropertyDeclaration(node) && isStatic(node) && !isReadonly(node))
      found.push(`${at(source, node)} a static field is module state`)
    if (ts.isAwaitExpression(node) && isTopLevel(node))
      found.push(`${at(source, node)} only api/house.ts awaits at its top`)
  })
  return found
}

function declared(source: Source, statement: ts.Statement): string[] {
  if (!ts.isVariableStatement(statement)) return []
  const { declarationList } = statement
  if (!(declarationList.flags & ts.NodeFlags.Const)) return [`${at(source, statement)} a top-level let is module state`]
  return declarationList.declarations.flatMap(({ initializer }) => {
    const sentence = initializer && containerOf(initializer)
    return sentence ? [`${at(source, initializer)} ${sentence}`] : []
  })
}

/** An empty container has no use but to be filled. */
function containerOf(written: ts.Expression): string | undefined {
  const value = bare(written)
  if (ts.isArrayLiteralExpression(value) && value.elements.length === 0) return 'an empty list is there to be filled'
  if (ts.isObjectLiteralExpression(value) && value.properties.length === 0)
    return 'an empty object is there to be filled'
  if (!ts.isNewExpression(value)) return undefined
  const made = value.expression.getText()
  if (!constants.test(made)) return `a ${made} may change: make it in house, or in the function that needs it`
  if (/^(Map|Set)$/.test(made) && !value.arguments?.length) return `an empty ${made} is there to be filled`
  return undefined
}

/** The name at the root of what this node changes: `a` in `a.b[c] = 1`, `a.push(1)`, `delete a.b`, `Object.assign(a)`. */
function changedRoot(node: ts.Node, project: Project): ts.Identifier | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return rootOf(node.left)
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return /^(\+\+|--)$/.test(ts.tokenToString(node.operator) ?? '') ? rootOf(node.operand) : undefined
  if (ts.isDeleteExpression(node)) return rootOf(node.expression)
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined
  const { expression, name } = node.expression
  if (/^(Object|Reflect)$/.test(expression.getText()) && /^(assign|define\w+|set\w*|deleteProperty)$/.test(name.text))
    return node.arguments[0] && rootOf(node.arguments[0])
  return mutators.test(name.text) && isBuiltIn(name, project) ? rootOf(expression) : undefined
}

function rootOf(written: ts.Expression): ts.Identifier | undefined {
  const value = bare(written)
  if (ts.isIdentifier(value)) return value
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return rootOf(value.expression)
  if (ts.isCallExpression(value) && ts.isPropertyAccessExpression(value.expression))
    return rootOf(value.expression.expression)
  return undefined
}

function bare(value: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(value) || ts.isNonNullExpression(value)) return bare(value.expression)
  return ts.isAsExpression(value) || ts.isSatisfiesExpression(value) ? bare(value.expression) : value
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** Hono's `app.delete(…)` adds a route, a Map's `delete` forgets: where the method was declared tells. */
function isBuiltIn(name: ts.MemberName, { checker }: Project): boolean {
  const declarations = checker.getSymbolAtLocation(name)?.declarations ?? []
  return declarations.some((one) => /\/lib\.[\w.]+\.d\.ts$|\/@types\/node\//.test(one.getSourceFile().fileName))
}

function isShared(name: ts.Identifier, { checker }: Project): boolean {
  if (name.text === 'globalThis' || name.text === 'process') return true
  const symbol = checker.getSymbolAtLocation(name)
  const original = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const declaration = original?.valueDeclaration
  if (!declaration || !ts.isVariableDeclaration(declaration)) return false
  const statement = declaration.parent.parent
  return ts.isVariableStatement(statement) && ts.isSourceFile(statement.parent)
}

function isTopLevel(node: ts.Node): boolean {
  return ts.isSourceFile(node) || (!ts.isFunctionLike(node) && !ts.isClassLike(node) && isTopLevel(node.parent))
}

function isStatic(node: ts.PropertyDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false
}

function isReadonly(node: ts.PropertyDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) ?? false
}
