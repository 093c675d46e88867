import { Hono } from 'hono'
import { show } from './render.ts'

const app = new Hono()
app.all('*', (c) => show(c.req.raw))

export default app
