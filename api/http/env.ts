import type { Context as HonoContext } from 'hono'
import type { Context } from '../context/context.ts'

/** Renders one of our pages in process; how is decided at start. */
export type ShowPage = (path: string, options?: { status?: number; locals?: object }) => Promise<Response>

/** What every route finds on `c`. */
export type Env = {
  Variables: {
    /** The house's context for whoever asks: a stranger until a session or a key says more. */
    ctx: Context
    /** The address of the client, as far as we can trust it. For limits only; never stored. */
    address: string
    page: ShowPage
  }
}

export type C = HonoContext<Env>
