import type { Context } from '../context/context.ts'
import type { SignedIn } from '../people/actorOfSession.ts'
import type { Typed } from './manageTyped.ts'

/** What a page of the panel is handed. */
export type Panel = {
  ctx: Context
  /** Nobody, before signing in. */
  me: SignedIn | undefined
  /** Path and query of the page. */
  path: string
  /** The form that was posted, if the page is shown for its sake. */
  form?: PostedForm | undefined
  /** What to go on with after signing in. */
  resume?: { path: string; form: PostedForm } | undefined
  /** Whether a set-up link may still be used. */
  open?: boolean
  /** A key, shown once, right after it was made; without `key` the form was sent twice. */
  made?: { name: string; key: string | undefined }
  /** What came of an act on an endpoint: its secret, shown once, or the answer to a test message. Without either the form was sent twice. */
  endpoint?: { act: 'added' | 'secret' | 'probe'; secret?: string | undefined; result?: Probe | undefined }
  /** What the demo's mailbox caught, newest first. */
  mails?: CaughtMail[]
}

/** What came of a test message. */
export type Probe = { accepted: boolean; answer: string; ms: number }

export type PostedForm = {
  name: string
  typed: Typed
  problem?: { sentence: string; fields: Record<string, string> }
}

export type CaughtMail = {
  id: number
  to: string
  subject: string
  at: Date
  text: string
  headers: Record<string, string>
}
