// A placeholder until the commands are here.
/** The command line, `npm run candor -- …`. @returns the exit code */
export async function main(args: string[]): Promise<number> {
  console.error(`Candor knows no command "${args.join(' ')}" yet.`)
  return 1
}
