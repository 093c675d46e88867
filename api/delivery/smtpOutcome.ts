import type { Outcome } from './channel.ts'

export type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

/** What a failure means, by who said it and when. */
export function outcomeOf({ message, code, command, response, responseCode = 0 }: SmtpError): Outcome {
  const answer = response ?? message
  const ofOurs = command === 'API' && (code === 'EENVELOPE' || code === 'EMESSAGE')
  if (ofOurs) return { kind: 'refused', answer }
  const aboutMail = command === 'RCPT TO' || command === 'DATA' || (command === 'MAIL FROM' && responseCode < 500)
  if (!aboutMail || responseCode === 421 || responseCode < 400) return { kind: 'down', answer }
  if (responseCode < 500) return { kind: 'later', answer }
  return { kind: /\b5\.1\.(1|10)\b/.test(answer) ? 'gone' : 'refused', answer }
}

export function withoutAddress(answer: string, address: string): string {
  return answer.replace(/\s+/g, ' ').split(address).join('…')
}
