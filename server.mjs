// Builds when sources or lock file changed, then starts the server, and stops it on SIGTERM or Ctrl-C.
// `node server.mjs build` only builds; `node server.mjs candor …` runs the command line.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

const home = dirname(fileURLToPath(import.meta.url))
const dist = join(home, 'dist')
const lock = join(dist, '.building')

const [command, ...args] = process.argv.slice(2)
try {
  requireNode()
  process.env.CANDOR_HOME ??= home
  process.env.NODE_ENV ??= 'production'
  if (command === undefined) await serve()
  else if (command === 'build') await build()
  else if (command === 'candor') await commandLine()
  else throw oneLine(`server.mjs knows "build" and "candor", not "${command}".`)
} catch (error) {
  // A mistake that its owner can mend is one line; anything else is ours and needs its stack.
  console.error(error.name === 'StartProblem' ? error.message : error)
  process.exit(1)
}

async function serve() {
  const folder = await build()
  const { handler } = await load(folder, 'entry.mjs')
  const { render } = await load(folder, 'render.mjs')
  const { start } = await load(folder, 'boot.mjs')
  const running = await start({ handler, render, client: join(folder, 'client') })
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(running))
}

async function stop(running) {
  setTimeout(() => process.exit(1), 10_000).unref()
  await running.stop()
  process.exit(0)
}

async function commandLine() {
  const folder = await build()
  const { main } = await load(folder, 'cli.mjs')
  const render = async () => (await load(folder, 'render.mjs')).render
  process.exitCode = await main(args, undefined, { render, client: join(folder, 'client') })
}

function load(folder, file) {
  return import(pathToFileURL(join(folder, 'server', file)).href)
}

// The folder is named after what it was built from, so that a newer build never pulls files from under a running server.
async function build() {
  if (!existsSync(join(home, 'node_modules/astro'))) throw oneLine('Nothing is installed yet. Run: npm ci')
  const folder = join(dist, stamp())
  if (!existsSync(folder)) await buildOnce(folder)
  forgetOldBuilds(folder)
  return folder
}

function stamp() {
  const hash = createHash('sha256')
  const paths = ['package-lock.json', 'astro.config.mjs', 'api', 'db', 'emails', 'site'].flatMap(filesUnder).sort()
  for (const path of paths) hash.update(`${path}\n`).update(readFileSync(join(home, path)))
  return hash.digest('hex').slice(0, 12)
}

function filesUnder(path) {
  const stats = statSync(join(home, path), { throwIfNoEntry: false })
  if (!stats) return []
  return stats.isDirectory() ? readdirSync(join(home, path)).flatMap((name) => filesUnder(`${path}/${name}`)) : [path]
}

async function buildOnce(folder) {
  mkdirSync(dist, { recursive: true })
  await takeTurn()
  try {
    if (existsSync(folder)) return
    const began = performance.now()
    console.error(
      `Candor: building the site, because ${builds().length ? 'its sources changed' : 'this is the first start'} …`,
    )
    const unfinished = join(dist, '.unfinished')
    rmSync(unfinished, { recursive: true, force: true })
    await astroBuild(unfinished)
    renameSync(unfinished, folder)
    console.error(`Candor: built in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
  } finally {
    rmSync(lock, { force: true })
  }
}

// Two starts at once: one builds, the other waits and uses what was built.
async function takeTurn() {
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned()) rmSync(lock, { force: true })
    else await pause(200)
  }
}

function isAbandoned() {
  const stats = statSync(lock, { throwIfNoEntry: false })
  if (!stats) return false
  if (Date.now() - stats.mtimeMs > 600_000) return true
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

// In a process of its own: the bundler's memory is not the server's.
function astroBuild(outDir) {
  const astro = join(home, 'node_modules/astro/bin/astro.mjs')
  const env = { ...process.env, CANDOR_OUT: outDir, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const child = spawn(process.execPath, [astro, 'build'], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(oneLine(`${output}Candor: the build failed.`))))
  })
}

function forgetOldBuilds(current) {
  try {
    utimesSync(current, new Date(), new Date())
    const newestFirst = builds().sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    for (const folder of newestFirst.slice(3)) rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    // A read-only installation, or somebody tidying beside us: old builds are no reason not to start.
    if (!['EROFS', 'EACCES', 'EPERM', 'ENOENT'].includes(error.code)) throw error
  }
}

function builds() {
  return readdirSync(dist)
    .filter((name) => /^[0-9a-f]{12}$/.test(name))
    .map((name) => join(dist, name))
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 12)) return
  const bundled = relative(process.cwd(), join(home, 'node_modules/.bin/node'))
  const way = existsSync(bundled) ? 'Start it with: npm start (which brings its own)' : 'Please install a newer Node'
  throw oneLine(`Candor needs Node 22.12 or newer, and this is ${process.version}. ${way}.`)
}

function oneLine(sentence) {
  return Object.assign(new Error(sentence), { name: 'StartProblem' })
}
