// Some registries lack a few optional platform packages; `npm install` then leaves them out of the lock file and
// `npm ci` refuses it. This writes the missing entries. Run by `npm run lock` after each change of dependencies.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const lockPath = fileURLToPath(new URL('../../package-lock.json', import.meta.url))
const lock = JSON.parse(readFileSync(lockPath, 'utf8'))

const missing = missingOptional(lock.packages)
for (const { name, version, dev } of missing) {
  const { os, cpu, libc } = platformOf(name)
  // The order in which npm itself writes these keys, so that `npm install` leaves the file as it is.
  lock.packages[`node_modules/${name}`] = { version, cpu, dev, libc, optional: true, os }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${missing.length} missing platform packages written.`)

export function missingOptional(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(packages, from, name))
      .map(([name, version]) => ({ name, version, dev: entry.dev })),
  )
}

// Looks the way Node does: beside the package that asks, then in each folder above it.
function isLocked(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}

function platformOf(name) {
  const parts = name.split(/[/-]/)
  const os = ['android', 'darwin', 'freebsd', 'linux', 'win32'].find((one) => parts.includes(one))
  const cpu = ['arm64', 'x64', 'arm', 'ia32', 'wasm32'].find((one) => parts.includes(one))
  const libc = parts.includes('musl') ? 'musl' : parts.includes('gnu') ? 'glibc' : undefined
  if (!cpu) throw new Error(`${name} is missing from the registry and its name tells no platform.`)
  return { os: os && [os], cpu: [cpu], libc: libc && [libc] }
}
