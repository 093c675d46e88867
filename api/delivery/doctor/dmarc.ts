import { type Finding, ok, problem, warning } from './finding.ts'
import type { Names } from './names.ts'
import { tagsIn } from './tags.ts'

type Senders = {
  /** The domain that a reader sees. */
  from: string
  /** The domain that SPF is asked of. */
  back: string
  /** The domain that signs. */
  signer: string | undefined
}

/** Whether there is a policy for the sender, and what we do counts for it. */
export async function checkDmarc(names: Names, { from, back, signer }: Senders): Promise<Finding> {
  const policy = await policyOf(names, from)
  if (!policy)
    return problem(
      'DMARC',
      `${from} has none, and Gmail and Yahoo ask for it. Publish the TXT record _dmarc.${from} with: v=DMARC1; p=none`,
    )
  const { at, tags } = policy
  const aligned = (domain: string, strict: boolean) =>
    domain === from || (!strict && isWithin(domain, at) && isWithin(from, at))
  const bySignature = signer !== undefined && aligned(signer, tags.adkim === 's')
  const bySpf = aligned(back, tags.aspf === 's')
  const asks = `${at} asks for p=${tags.p ?? 'none'}`
  if (bySignature) return ok('DMARC', `${asks}; our signature counts for it${bySpf ? ', and so does SPF' : ''}`)
  const strict = tags.p === 'reject' || tags.p === 'quarantine'
  if (bySpf)
    return warning('DMARC', `${asks}; only SPF counts for it, which fails when a mail is forwarded. Sign with DKIM`)
  const sentence = `${asks}; neither our signature (${signer ?? 'none'}) nor SPF (${back}) is of ${from}. Set DKIM_DOMAIN or MAIL_FROM`
  return strict ? problem('DMARC', sentence) : warning('DMARC', sentence)
}

/** The policy of a domain, or of the nearest one above it that has one. */
async function policyOf(names: Names, domain: string) {
  for (let at = domain; at.includes('.'); at = at.slice(at.indexOf('.') + 1)) {
    const [record] = (await names.txt(`_dmarc.${at}`)).filter((text) => /^v=DMARC1\b/i.test(text))
    if (record) return { at, tags: tagsIn(record) }
  }
  return undefined
}

const isWithin = (domain: string, above: string) => domain === above || domain.endsWith(`.${above}`)
