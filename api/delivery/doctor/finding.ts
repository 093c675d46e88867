/** What one check found: fine, could be better, or in the way of mail. */
export type Finding = {
  level: 'ok' | 'warning' | 'problem'
  /** What was looked at. */
  about: string
  /** What was found, and what to do about it. */
  says: string
}

const at = (level: Finding['level']) => (about: string, says: string) => ({ level, about, says }) as Finding

export const ok = at('ok')
export const warning = at('warning')
export const problem = at('problem')
