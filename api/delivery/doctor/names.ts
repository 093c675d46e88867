import { Resolver } from 'node:dns/promises'

/** What the domain name system says; nothing where there is no such record. */
export type Names = {
  /** Texts, each in one piece. @throws NoAnswer as all of these */
  txt(name: string): Promise<string[]>
  mx(name: string): Promise<string[]>
  addresses(name: string): Promise<string[]>
}

/** No name server could be asked, so nothing is known either way. */
export class NoAnswer extends Error {}

/**
 * @param servers addresses of name servers; without them those of this machine
 * @throws for what is no address
 */
export function openNames(servers: readonly string[]): Names {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  if (servers.length > 0) resolver.setServers(servers)
  return {
    txt: async (name) => (await found(resolver.resolveTxt(name))).map((chunks) => chunks.join('')),
    mx: async (name) => {
      const all = await found(resolver.resolveMx(name))
      return all.sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
    },
    addresses: async (name) => [...(await found(resolver.resolve4(name))), ...(await found(resolver.resolve6(name)))],
  }
}

async function found<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw new NoAnswer(code)
  }
}
