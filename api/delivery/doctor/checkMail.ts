import { StartProblem } from '../../../db/health.ts'
import type { Config } from '../../context/config.ts'
import { openDkim } from '../dkim.ts'
import { type DkimKey, readDkimKey } from '../dkimKey.ts'
import { type Finding, ok, problem, warning } from './finding.ts'
import { checkNames } from './nameChecks.ts'
import type { Names } from './names.ts'
import { sendProbe } from './sendProbe.ts'
import { checkServer } from './serverChecks.ts'

type Options = {
  names: Names
  /** Who gets a probe. */
  to: string | undefined
  /** The environment, to tell what was set from what is assumed. */
  given: Record<string, string | undefined>
}

/** Everything that stands between us and an inbox, as far as it can be seen from here. One finding after another. */
export async function* checkMail(config: Config, { names, to, given }: Options): AsyncGenerator<Finding> {
  if (config.demo) {
    yield problem('Demo', 'it sends no mail. Set PUBLIC_URL and DATABASE_URL to run a page of your own')
    return
  }
  yield* checkConfig(config, given)
  const { key, findings } = await checkKey(config)
  yield* findings
  if (config.smtpUrl) yield* await checkServer(config.smtpUrl)
  yield* await checkNames(config, names, key)
  if (to !== undefined) yield await sendProbe(config, to, key && (await openDkim(config.dkim, () => new Date())))
}

function* checkConfig({ publicUrl, mailFrom, smtpUrl, bounceAddress }: Config, given: Options['given']) {
  yield given.MAIL_FROM
    ? ok('MAIL_FROM', mailFrom)
    : warning(
        'MAIL_FROM',
        `is not set; mails come from ${mailFrom}. Set it to an address of a domain that you sign for`,
      )
  yield publicUrl.startsWith('https:')
    ? ok('PUBLIC_URL', publicUrl)
    : problem('PUBLIC_URL', `${publicUrl} is not https: mailboxes show no way to unsubscribe with one click`)
  if (!smtpUrl) yield problem('SMTP_URL', 'is not set: mails wait')
  yield bounceAddress
    ? ok('BOUNCE_ADDRESS', bounceAddress)
    : warning('BOUNCE_ADDRESS', 'is not set: a mail that comes back is not noticed unless your provider reports it')
}

async function checkKey({ dkim }: Config): Promise<{ key: DkimKey | undefined; findings: Finding[] }> {
  const unsigned = 'not configured: mails are signed only if your mail server does it. See DKIM_KEY_FILE, DKIM_SELECTOR'
  if (!dkim) return { key: undefined, findings: [warning('DKIM key', unsigned)] }
  const findings: Finding[] = []
  const stopless = (sentence: string) => sentence.replace(/\.$/, '')
  try {
    const key = await readDkimKey(dkim, (sentence) => findings.push(warning('DKIM key', stopless(sentence))))
    return { key, findings: [ok('DKIM key', `signs for ${dkim.domain} with ${key.algorithm}`), ...findings] }
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error
    return { key: undefined, findings: [problem('DKIM key', stopless(error.message))] }
  }
}
