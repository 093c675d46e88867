import { house } from '../api/house.ts'
import { createApp } from '../api/http/app.ts'
import { addressOf, render, show } from './render.ts'

const { ctx, mailbox } = house

export default createApp({
  ctx,
  mailbox,
  page: (path, { locals } = {}) => render(new URL(path, ctx.config.publicUrl), { ctx, ...locals }),
  show: (request) => show(request, { ctx }),
  addressOf,
})
