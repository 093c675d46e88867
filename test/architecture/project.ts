import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export type Source = { path: string; text: string; syntax: ts.SourceFile; imports: Import[] }
export type Project = { sources: Source[]; checker: ts.TypeChecker }
/** A rule returns a sentence per violation; each begins with `path:line`. */
export type Rule = (source: Source, project: Project) => string[]
/** `what` is a path from the top folder for our own files, else the name of the package. */
export type Import = { what: string; typesOnly: boolean; node: ts.Node }

const home = fileURLToPath(new URL('../..', import.meta.url))
const ours = [
  'api',
  'db',
  'emails',
  'site',
  'test',
  'server.mjs',
  'astro.config.mjs',
  'vitest.config.ts',
  'drizzle.config.ts',
]

/** Every source file of the product and, as if it stood among them, each of `extra`. */
export function readProject(extra: Record<string, string> = {}): Project {
  const texts = new Map(ours.flatMap(filesUnder).map((path) => [path, readFileSync(join(home, path), 'utf8')]))
  for (const [path, text] of Object.entries(extra)) texts.set(path, text)
  const program = programOf(texts)
  const sources = [...texts].map(([path, text]) => {
    const syntax = program.getSourceFile(join(home, path)) ?? parsed(path, text)
    return { path, text, syntax, imports: importsOf(path, syntax) }
  })
  return { sources, checker: program.getTypeChecker() }
}

export function at({ path, syntax }: Source, node: ts.Node): string {
  return `${path}:${syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1}`
}

export function everyNode(root: ts.Node, visit: (node: ts.Node) => void): void {
  visit(root)
  ts.forEachChild(root, (child) => everyNode(child, visit))
}

function importsOf(path: string, syntax: ts.SourceFile): Import[] {
  const found: Import[] = []
  everyNode(syntax, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node), node)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly, node)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true, node)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, node)
  })
  return found

  function add(specifier: ts.Node | undefined, typesOnly: boolean, node: ts.Node) {
    const text = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : '(computed)'
    const bare = text.split('?', 1)[0] as string
    const what = bare.startsWith('.') ? posix.join(posix.dirname(path), bare) : text
    found.push({ what, typesOnly, node })
  }
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  const named = importClause?.namedBindings
  if (!importClause) return false
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  if (importClause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.every((element) => element.isTypeOnly)
}

function filesUnder(path: string): string[] {
  const stats = statSync(join(home, path), { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) return [path]
  return readdirSync(join(home, path)).flatMap((name) => filesUnder(`${path}/${name}`))
}

function programOf(texts: Map<string, string>): ts.Program {
  const { config } = ts.readConfigFile(join(home, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, home)
  const host = ts.createCompilerHost(options, true)
  const textOf = (file: string) => texts.get(relative(home, file).replaceAll('\\', '/'))
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (file) => textOf(file) !== undefined || fileExists(file)
  host.readFile = (file) => textOf(file) ?? readFile(file)
  host.getSourceFile = (file, ...rest) => {
    const text = textOf(file)
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0], true)
  }
  const roots = [...texts.keys()].filter((path) => path.endsWith('.ts')).map((path) => join(home, path))
  return ts.createProgram(roots, options, host)
}

/** A page's code is what stands between its fences and in its scripts; the rest is blanked, so that lines stay true. */
function parsed(path: string, text: string): ts.SourceFile {
  const code = path.endsWith('.astro') ? codeOfPage(text) : /\.m?js$/.test(path) ? text : ''
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
}

function codeOfPage(text: string): string {
  const parts = [...text.matchAll(/(?<=^\s*---\n)[\s\S]*?(?=\n---)|(?<=<script\b[^>]*>)[\s\S]*?(?=<\/script>)/g)]
  const blank = [...text.replaceAll(/[^\n]/g, ' ')]
  for (const { 0: part, index } of parts) blank.splice(index, part.length, ...part.split(''))
  return blank.join('')
}
