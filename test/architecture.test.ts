import { describe, expect, it } from 'vitest'
import { importDirection, noCircles, packagePlaces, plainSpecifiers } from './architecture/direction.ts'
import { breaches, keepsTo } from './architecture/fixtures.ts'
import { type Project, type Rule, readProject } from './architecture/project.ts'
import { fileSize, noJsx } from './architecture/size.ts'
import { noModuleState } from './architecture/state.ts'
import { twoDoors, writesOnlyInTransactions } from './architecture/writes.ts'

const rules: Record<string, Rule> = {
  'imports point down': importDirection,
  'packages stay in their places': packagePlaces,
  'imports name whole files': plainSpecifiers,
  'no file imports itself by a detour': noCircles,
  'files are short': fileSize,
  'plain Node loads every file': noJsx,
  'no module holds state': noModuleState,
  'rows change only in a transaction': writesOnlyInTransactions,
  'commit and keep are the only ways to one': twoDoors,
}
const examples = Object.fromEntries([...breaches, ...keepsTo].map(({ path, text }) => [path, text]))
const project = readProject(examples)

describe.each(Object.entries(rules))('%s', { timeout: 120_000 }, (name, rule) => {
  it('in every file', () => {
    expect(found(rule, project, (path) => !(path in examples))).toEqual([])
  })

  it('and a breach is noticed', () => {
    const own = breaches.filter((breach) => breach.rule === name)
    expect(own).not.toEqual([])
    for (const { path } of own)
      expect
        .soft(
          found(rule, project, (one) => one === path),
          path,
        )
        .not.toEqual([])
  })

  it('and what keeps to it is left in peace', () => {
    expect(found(rule, project, (path) => keepsTo.some((one) => one.path === path))).toEqual([])
  })
})

function found(rule: Rule, { sources, checker }: Project, which: (path: string) => boolean): string[] {
  return sources.filter(({ path }) => which(path)).flatMap((source) => rule(source, { sources, checker }))
}
