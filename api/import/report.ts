/** Something that the operator should know: what was left out and why, or what was taken with a remark. */
export type Note = {
  kind: 'left out' | 'remark'
  /** The incident's id, or its place in the file when it has none. */
  about: string
  reason: string
}

export type Report = {
  /** `withoutStates`: of those that were taken, how many say nothing of any component's state. */
  incidents: {
    inFile: number
    added: number
    extended: number
    present: number
    leftOut: number
    withoutStates: number
  }
  updates: { inFile: number; added: number; present: number; leftOut: number }
  components: { added: number; retired: number }
  claims: { added: number }
  publications: { added: number }
  notes: Note[]
}

export function newReport(): Report {
  return {
    incidents: { inFile: 0, added: 0, extended: 0, present: 0, leftOut: 0, withoutStates: 0 },
    updates: { inFile: 0, added: 0, present: 0, leftOut: 0 },
    components: { added: 0, retired: 0 },
    claims: { added: 0 },
    publications: { added: 0 },
    notes: [],
  }
}
