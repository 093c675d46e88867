import { afterEach, beforeEach, vi } from 'vitest'

const calls: string[] = []

// A warning that nobody reads is a fault that nobody mends: a test that prints one fails.
beforeEach(() => {
  calls.length = 0
  for (const method of ['error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation(
      (...words) => void calls.push(`console.${method}: ${words.map(textOf).join(' ')}`),
    )
})

afterEach(() => {
  for (const method of ['error', 'warn'] as const) vi.mocked(console[method]).mockRestore?.()
  if (calls.length > 0) throw new Error(`The test printed to the console:\n${calls.join('\n')}`)
})

function textOf(word: unknown): string {
  return word instanceof Error ? (word.stack ?? word.message) : String(word)
}
