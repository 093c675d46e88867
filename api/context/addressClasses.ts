import { BlockList, isIP } from 'node:net'

/** Where an address stands: on the public internet, or in a network that whoever runs this named. Nowhere else may we go. */
export type Place = 'public' | 'named'

/**
 * Classifies addresses as numbers, never as text.
 * @param networks CIDRs that may be reached beside the public internet
 * @returns undefined for an address that may not be reached, and for what is no address
 */
export function newPlaces(networks: readonly string[]): (address: string) => Place | undefined {
  const named = listOf(networks)
  return (address) => {
    const family = isIP(address)
    if (family === 0 || address.includes('%')) return undefined
    if (holds(named, family, address)) return 'named'
    const isPublic = family === 4 ? !holds(closed, 4, address) : holds(open, 6, address) && !holds(closed, 6, address)
    return isPublic ? 'public' : undefined
  }
}

/** Two lists, because a list that holds both families compares an IPv4 address with IPv6 networks too. */
type Networks = { 4: BlockList; 6: BlockList }

/** All of IPv6 that is given out to be reached by anybody; the rest of it is closed without being named. */
const open = listOf(['2000::/3'])

/** From the IANA special-purpose registries: what is not, or not surely, one host on the public internet. */
const closed = listOf([
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared by a carrier's customers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, and where clouds keep their secrets
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
  '2001::/23', // protocol assignments: Teredo, which hides an IPv4 address, ORCHID, benchmarking
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4 hides an IPv4 address
  '3fff::/20', // documentation
])

function listOf(networks: readonly string[]): Networks {
  const list: Networks = { 4: new BlockList(), 6: new BlockList() }
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    const family = isIP(address) === 4 ? 4 : 6
    list[family].addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

function holds(list: Networks, family: number, address: string): boolean {
  return family === 4 ? list[4].check(address, 'ipv4') : list[6].check(address, 'ipv6')
}
