import type { RealMails } from './mails.ts'
import { run } from './tool.ts'

// dkimpy is asked for the key as it stands in DNS, and for what the signature covers.
const script = `
import base64, dkim, json, sys
asked = json.load(sys.stdin)
def find(name, timeout=5):
    return asked["record"].encode() if name.decode().rstrip(".") == asked["name"] else None
told = []
for raw in asked["mails"]:
    one = dkim.DKIM(base64.b64decode(raw))
    told.append({"holds": one.verify(dnsfunc=find), "covers": [name.decode() for name, _ in one.signed_headers]})
print(json.dumps(told))
`

export type Verified = { holds: boolean; covers: string[] }

/** What python3-dkim says of each mail's signature; undefined where it is not installed. */
export async function verifyByDkimpy({ mails, record, name }: RealMails): Promise<Verified[] | undefined> {
  const raw = mails.map(({ raw }) => Buffer.from(raw).toString('base64'))
  const told = await run('/usr/bin/python3', ['-c', script], JSON.stringify({ record, name, mails: raw }))
  if (!told) return undefined
  if (told.code !== 0) {
    const has = await run('/usr/bin/python3', ['-c', 'import dkim, nacl'])
    if (has?.code !== 0) return undefined
    throw new Error(`dkimpy failed with ${told.code}.`)
  }
  return JSON.parse(told.output)
}
