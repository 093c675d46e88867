/** What a read found, or undefined when there is no such thing. */
export async function found<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'kind' in error && error.kind === 'missing') return undefined
    throw error
  }
}
