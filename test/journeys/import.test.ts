import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { proveImport } from '../prove/import.ts'

// The data set stays outside the repository.
const file = join(import.meta.dirname, '../../../shared/data/github-status-2010-2023.json')

test('thirteen years of a real page come in whole, once, quietly, and can be read', async ({ skip }) => {
  skip(!existsSync(file), 'the data set is not here; npm run prove:import -- FILE runs it')
  const { ok, said: _, ...figures } = await proveImport(file)
  expect(figures).toMatchObject({
    incidents: 1282,
    updates: 2801,
    addedBySecondRun: 0,
    differences: [],
    negativeClaims: 0,
  })
  expect(figures.goals).toEqual({ all: true, asGiven: true, quiet: true, secondAddsNothing: true, pages: true })
  expect(ok).toBe(true)
})
