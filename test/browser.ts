import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/**
 * A headless browser: `CHROMIUM` when set, else the machine's own, else the one that came with `npm ci`.
 * `CHROMIUM=npm` asks for the last.
 * @param more flags of the browser's own
 */
export async function launchBrowser(more: string[] = []): Promise<Browser> {
  const args = [
    ...more,
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
  ]
  return chromium.launch({ ...(await whichBrowser()), args })
}

async function whichBrowser(): Promise<LaunchOptions> {
  const wished = process.env.CHROMIUM
  if (wished && wished !== 'npm') return { executablePath: wished }
  const own = wished === 'npm' ? undefined : installed.find((path) => existsSync(path))
  return own ? { executablePath: own } : bundled()
}

/** The browser from npm is packed, and brings the shared libraries and a font that a bare machine lacks. */
async function bundled(): Promise<LaunchOptions> {
  const folder = await unpacked()
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  }
  return { executablePath: join(folder, 'chromium'), env: env as Record<string, string> }
}

/** Unpacked once, aside, and moved in place whole: several test files may ask at the same time. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8'))
  const folder = join(modules, `.chromium-${version}`)
  if (existsSync(folder)) return folder
  const aside = mkdtempSync(join(modules, '.chromium-unpacking-'))
  // The package unpacks its libraries only where it believes to be on Amazon Linux 2023.
  const env = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], { cwd: modules, env })
  // Its own fonts.conf looks in a folder that another program may have made.
  const folders = `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir>`
  writeFileSync(join(aside, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>`)
  try {
    renameSync(aside, folder)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}
