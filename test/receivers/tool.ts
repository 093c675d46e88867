import { spawn } from 'node:child_process'

/** What a program printed, given this on its standard input; undefined where there is no such program. */
export function run(
  command: string,
  args: string[],
  input: string | Buffer = '',
  env: Record<string, string> = {},
): Promise<{ code: number; output: string } | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.resume()
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    )
    child.once('close', (code) => resolve({ code: code ?? -1, output }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** A mail as it lies in its reader's mailbox: with what their server put in front. */
export function asDelivered({ raw, from, to }: { raw: string; from: string; to: string }): string {
  const at = new Date().toUTCString().replace('GMT', '+0000')
  return [
    `Return-Path: <${from}>`,
    `Received: from mail.harbour.example (mail.harbour.example [93.184.216.34])`,
    `\tby mx.example.org with ESMTPS id 4F1; ${at}`,
    `Delivered-To: ${to}`,
    raw,
  ].join('\r\n')
}
