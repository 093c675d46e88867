/** Mails that come back, as the servers of this world write them. */

type Dsn = {
  /** Where the bounce goes: the return path of the mail that it is about. */
  to: string
  reader?: string
  status?: string
  action?: string
  diagnostic?: string
  /** Headers of the mail that is returned. */
  original?: string
  /** How the part with the original is called. */
  part?: string
}

const lines = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')

/** A delivery status notification as Postfix writes it. */
export function dsn({
  to,
  reader = 'sam@example.org',
  status = '5.1.1',
  action = 'failed',
  diagnostic = `smtp; 550 5.1.1 <${reader}>: Recipient address rejected:\n    User unknown in virtual mailbox table`,
  original = `From: status@status.harbour.example\nTo: ${reader}\nSubject: Checkout fails`,
  part = 'message/rfc822',
}: Dsn): string {
  return lines(`Return-Path: <>
Delivered-To: ${to}
Received: by mail.harbour.example (Postfix) id 4F1; Sun,  1 Mar 2026 09:00:03 +0000 (UTC)
Date: Sun,  1 Mar 2026 09:00:03 +0000 (UTC)
From: MAILER-DAEMON@mail.harbour.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4F1.1772355603/mail.harbour.example"
Message-Id: <20260301090003.4F1@mail.harbour.example>

This is a MIME-encapsulated message.

--4F1.1772355603/mail.harbour.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--4F1.1772355603/mail.harbour.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.harbour.example
X-Postfix-Queue-ID: 4F1
Arrival-Date: Sun,  1 Mar 2026 09:00:00 +0000 (UTC)

Final-Recipient: rfc822; ${reader}
Original-Recipient: rfc822;${reader}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.example.org
Diagnostic-Code: ${diagnostic}

--4F1.1772355603/mail.harbour.example
Content-Description: Undelivered Message
Content-Type: ${part}

${original}

--4F1.1772355603/mail.harbour.example--
`)
}

/** What an automatic answer of a person on holiday looks like; all three ways in which programs mark it. */
export function vacation(to: string, reader = 'sam@example.org'): string {
  return lines(`Return-Path: <${reader}>
From: Sam <${reader}>
To: ${to}
Subject: Out of office: Checkout fails
Auto-Submitted: auto-replied (vacation)
X-Autoreply: yes
Precedence: bulk
In-Reply-To: <abc@status.harbour.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

I am away until 15 March. 550 5.1.1 User unknown.
`)
}

/** An abuse report of RFC 5965, as a mailbox provider sends it when its reader presses "spam". */
export function abuseReport(mailFrom: string, more: { type?: string; original?: string; to?: string } = {}): string {
  return lines(`From: <feedback@mailbox.example>
To: <${more.to ?? 'abuse@harbour.example'}>
Subject: FW: Checkout fails
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
	boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: ${more.type ?? 'abuse'}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <${mailFrom}>
Original-Rcpt-To: <redacted@mailbox.example>

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

${more.original ?? 'From: <status@status.harbour.example>\nTo: <redacted@mailbox.example>\nSubject: Checkout fails'}

Body

--part1_13d.2e68ed54_boundary--
`)
}
