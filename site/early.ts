import { createHash } from 'node:crypto'

/** Runs before the first paint, so that a chosen theme does not flash; hence inline, and allowed by its hash. */
export const early = "try{document.documentElement.dataset.theme=localStorage.theme||''}catch{}"

export const earlyHash = `sha256-${createHash('sha256').update(early).digest('base64')}` as const
