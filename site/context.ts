import type { Context } from '../api/context/context.ts'

/** What a page reads from, in the page's language: handed to it by whoever asked. The one place where pages get hold of it. */
export function contextOf(locals: App.Locals): Context {
  if (!locals.ctx) throw new Error('A page was asked for without a context to read from.')
  return locals.language ? { ...locals.ctx, language: locals.language } : locals.ctx
}
