import { StartProblem } from '../../db/health.ts'

export const usage = `Candor's command line. It works on the database of DATABASE_URL, or on the demo's.

  npm run candor -- import statuspage FILE
      Takes the history in Statuspage's own JSON, {"page": …, "incidents": […]}. Tells nobody. Can be run again:
      what is here already is left alone. The server may run meanwhile.

  npm run candor -- import subscribers FILE --attested|--pending [--dry-run]
      Takes a list of mail addresses as CSV (docs/api.md says what its columns can hold). With --attested you say that
      all of them have agreed, and they are told from the next post on; with --pending each is sent a mail to confirm.
      Whoever is on the list already keeps state and choices. --dry-run only says what would happen.

  npm run candor -- export DIR
      Writes the complete public site to DIR as files that any web server can serve, and of an earlier copy there only
      what changed. With SNAPSHOT_DIR=DIR the running server keeps such a copy by itself.

  npm run candor -- export subscribers FILE
      Writes all subscribers to FILE as CSV, which an import reads back. The log keeps that it was done.

  npm run candor -- backup FILE
      Copies the database to FILE while the server runs, and checks the copy. Keep your secret.key (or SECRET_KEY)
      as well, but elsewhere: it is never in a backup.

  npm run candor -- restore FILE [--resend-since TIME]
      Puts a backup in the database's place; the server must be stopped. The database that stood there is kept
      beside it. Mails that the backup still meant to send are not sent, except of what happened at TIME
      (like 2026-03-01T09:00:00Z) or later.

  npm run candor -- bounce [--recipient ADDRESS] [--verbose] < MAIL
      Takes a mail that came to BOUNCE_ADDRESS: a mail that came back, or a complaint, is noted; anything else is
      ignored, and nothing is ever answered. For a mail server's pipe: exit code 0, or 75 for "try again later".

  npm run candor -- doctor mail [--to ADDRESS] [--dns SERVER]
      Looks at everything between you and an inbox: configuration, mail server, SPF, DKIM, DMARC, and where bounces
      go. A line each: ok, warning or problem, and what to do. With --to a probe is sent. Exit code 1 on problems.

  npm run candor -- help
  npm run candor -- --version`

/** A command that was not typed as it should be: one line. */
export function mistyped(sentence: string): StartProblem {
  return new StartProblem(`${sentence} See: npm run candor -- help`)
}
