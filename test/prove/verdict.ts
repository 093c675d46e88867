/** The last line of every proof and bench, for people and programs alike. A proof that skipped has not succeeded. */
export function verdict(name: string, ok: boolean, figures: object): never {
  console.log(JSON.stringify({ name, ok, ...figures }))
  process.exit(ok ? 0 : 1)
}

/** The value below which a share of all values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const round = (value: number, digits = 1) => Number(value.toFixed(digits))
