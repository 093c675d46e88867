import type { Database } from '../../db/open.ts'
import type { Language, Role, Scope } from '../../db/vocabulary.ts'
import type { Config } from './config.ts'
import { forbidden, Problem } from './problems.ts'
import type { Keys } from './tokens.ts'

/** Who acts. `name` is for the log of this process; the event log keeps `ref`. */
export type Actor =
  | { kind: 'stranger' }
  | { kind: 'clock' }
  | { kind: 'system' }
  | { kind: 'person'; id: string; number: number; name: string; role: Role }
  | { kind: 'key'; id: string; name: string; scopes: readonly Scope[] }

/** Where a line of structured log goes. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Everything a verb or a read is given. There is no other way to a handle. */
export type Context = {
  db: Database
  config: Config
  keys: Keys
  now: () => Date
  actor: Actor
  /** The language that a page is read in. English without it, as in the panel. */
  language?: Language
  log: Log
  /** The newest public version that this process has seen. */
  version: () => number
  /** Says that a commit left rows behind; what listens is decided at start. */
  wake: () => void
}

/** The same context, for somebody else. */
export function as(ctx: Context, actor: Actor): Context {
  return { ...ctx, actor }
}

/** How the event log names an actor: kind and id, never a name or an address. */
export function refOf(actor: Actor): string {
  return 'id' in actor ? `${actor.kind}:${actor.id}` : actor.kind
}

/** @throws unauthenticated or forbidden unless the actor may post to customers */
export function requireManager(ctx: Context): void {
  requireOne(
    ctx,
    ['administrator', 'manager'],
    'post',
    'Posting to customers needs the role of manager, or a key with the scope "post".',
  )
}

/** @throws unauthenticated or forbidden unless the actor may change settings, people and keys */
export function requireAdministrator(ctx: Context): void {
  requireOne(
    ctx,
    ['administrator'],
    'administer',
    'This needs the role of administrator, or a key with the scope "administer".',
  )
}

/** @throws unauthenticated or forbidden unless the actor may look behind the public page */
export function requireViewer(ctx: Context): void {
  requireOne(ctx, ['administrator', 'manager', 'viewer'], 'read', 'This needs a key with the scope "read".')
}

/** @throws unauthenticated or forbidden unless the actor may tell of bounces: a provider of mail, with a key for nothing else */
export function requireReporter(ctx: Context): void {
  requireOne(ctx, ['administrator'], 'bounces', 'This needs a key with the scope "bounces".')
}

function requireOne({ actor }: Context, roles: Role[], scope: Scope, sentence: string): void {
  switch (actor.kind) {
    case 'clock':
    case 'system':
      return
    case 'stranger':
      throw new Problem('unauthenticated', 'sign-in-needed', 'Sign in, or send an API key.')
    case 'person':
      if (roles.includes(actor.role)) return
      break
    case 'key':
      if (actor.scopes.includes(scope)) return
  }
  throw forbidden(sentence)
}
