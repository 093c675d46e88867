import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: process.env.CANDOR_OUT ?? './dist/build',
  output: 'server',
  server: { host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT) || 4321 },
  adapter: node({ mode: 'middleware' }),
  session: false,
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'auto' },
  security: {
    // Astro looks at form bodies only; api/http checks Origin on every write, JSON too.
    checkOrigin: false,
    // Forwarded headers are stripped or believed at the front door, never here.
    allowedDomains: [{}],
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ],
    },
  },
  vite: { plugins: [entries(), background(), panelsOwnCopies()] },
})

// Start-up, renderer and command line are built with the pages: built apart, each would have its own copy of every module.
function entries() {
  const files = {
    'boot.mjs': './api/boot.ts',
    'cli.mjs': './api/cli.ts',
    'render.mjs': './site/render.ts',
    'sender.mjs': './api/delivery/sender.ts',
  }
  return {
    name: 'candor:entries',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'ssr',
    buildStart() {
      for (const [fileName, id] of Object.entries(files))
        this.emitFile({ type: 'chunk', id, fileName, preserveSignature: 'strict' })
    },
  }
}

// What panel and public page share would become a third file that both must ask for: the panel gets copies of its own.
function panelsOwnCopies() {
  return {
    name: 'candor:panels-own-copies',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!/[\\/]client[\\/]manage[\\/]/.test(importer ?? '') || !source.startsWith('../')) return null
      const found = await this.resolve(source, importer, { skipSelf: true })
      return found && { ...found, id: `${found.id}?panel` }
    },
  }
}

// `astro dev` has its own listener: only what works behind the pages is started, and started anew when its code changes.
function background() {
  return {
    name: 'candor:background',
    apply: 'serve',
    configureServer(server) {
      let running = Promise.resolve()
      const stop = () => (running = running.then((old) => old?.stop()))
      const restart = () => (running = stop().then(() => startBehind(server)))
      server.httpServer?.once('listening', restart)
      server.httpServer?.once('close', stop)
      server.watcher.on('change', (path) => /[\\/](api|db|emails)[\\/].*\.ts$/.test(path) && restart())
    },
  }
}

async function startBehind(server) {
  const { runner } = server.environments.ssr
  try {
    const { render } = await runner.import('./site/render.ts')
    const { start } = await runner.import('./api/boot.ts')
    return await start({ render })
  } catch (error) {
    server.config.logger.error(`Candor did not start: ${error.stack}`)
  }
}
