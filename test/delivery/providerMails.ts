/** What providers of mail post, with the fields that they have and we do not need. */

export const postmark = (email: string, more: object = {}) => ({
  RecordType: 'Bounce',
  MessageStream: 'outbound',
  ID: 4323372036854,
  Type: 'HardBounce',
  TypeCode: 1,
  Name: 'Hard bounce',
  Tag: '',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Metadata: {},
  ServerID: 23,
  Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
  Details: `smtp;550 5.1.1 <${email}>: Recipient address rejected: User unknown`,
  Email: email,
  From: 'status@harbour.example',
  BouncedAt: '2026-03-01T09:00:03Z',
  DumpAvailable: true,
  Inactive: true,
  CanActivate: true,
  Subject: 'Checkout fails',
  ...more,
})

const sesMail = (messageId: string) => ({
  timestamp: '2026-03-01T09:00:00.000Z',
  source: 'status@harbour.example',
  sourceArn: 'arn:aws:ses:us-east-1:888888888888:identity/harbour.example',
  messageId: '00000138111222aa-33322211-cccc-cccc-cccc-ddddaaaa0680-000000',
  destination: ['sam@example.org'],
  headersTruncated: false,
  headers: [{ name: 'Message-ID', value: messageId }],
  commonHeaders: { from: ['status@harbour.example'], to: ['sam@example.org'], messageId, subject: 'Checkout fails' },
})

export const sesBounce = (email: string, more: object = {}, messageId = '<their-own@example.com>') => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    reportingMTA: 'dns; email.example.com',
    bouncedRecipients: [
      {
        emailAddress: email,
        status: '5.1.1',
        action: 'failed',
        diagnosticCode: `smtp; 550 5.1.1 <${email}>... User unknown`,
      },
    ],
    timestamp: '2026-03-01T09:00:02.000Z',
    feedbackId: '00000138111222aa-33322211-cccc-cccc-cccc-ddddaaaa068a-000000',
    remoteMtaIp: '127.0.2.0',
    ...more,
  },
  mail: sesMail(messageId),
})

export const sesComplaint = (email: string) => ({
  eventType: 'Complaint',
  complaint: {
    complainedRecipients: [{ emailAddress: email }],
    complaintFeedbackType: 'abuse',
    timestamp: '2026-03-01T09:00:02.000Z',
    feedbackId: '000001378603177f-18c07c78-fa81-4a58-9dd1-fedc3cb8f49a-000000',
  },
  mail: sesMail('<their-own@example.com>'),
})

export const sns = (message: unknown, more: object = {}) => ({
  Type: 'Notification',
  MessageId: 'da41e39f-ea4d-435a-b922-c6aae3915ebe',
  TopicArn: 'arn:aws:sns:us-west-2:123456789012:Bounces',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: '2026-03-01T09:00:03.000Z',
  SignatureVersion: '1',
  Signature: 'EXAMPLE',
  SigningCertURL: 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService.pem',
  UnsubscribeURL: 'https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe',
  ...more,
})

export const snsConfirmation = sns('You have chosen to subscribe to the topic …', {
  Type: 'SubscriptionConfirmation',
  Token: '2336412f37f',
  SubscribeURL: 'https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37f',
})

export const sendgrid = (email: string, more: object = {}) => ({
  email,
  timestamp: 1772355603,
  'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>',
  event: 'bounce',
  category: ['status'],
  sg_event_id: 'sg_event_id',
  sg_message_id: 'sg_message_id',
  reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  status: '5.1.1',
  type: 'bounce',
  bounce_classification: 'Invalid Address',
  tls: 1,
  ...more,
})

export const mailgun = (recipient: string, more: object = {}, messageId = 'their-own@mail.example.org') => ({
  signature: {
    timestamp: '1772355603',
    token: 'a8ce0edb2dd8301dee6c2405235584e4',
    signature: 'd2271d12299f6592d9d44cd9',
  },
  'event-data': {
    severity: 'permanent',
    tags: [],
    timestamp: 1772355603.5,
    'log-level': 'error',
    id: 'G9Bn5sl1TC6nu79C8C0bwg',
    event: 'failed',
    reason: 'bounce',
    recipient,
    'recipient-domain': 'example.org',
    'user-variables': {},
    flags: { 'is-routed': false, 'is-authenticated': true, 'is-test-mode': false },
    message: { headers: { to: recipient, 'message-id': messageId, from: 'status@harbour.example' }, size: 111 },
    'delivery-status': {
      'attempt-no': 1,
      message: '5.1.1 The email account that you tried to reach does not exist.',
      code: 550,
      'enhanced-code': '5.1.1',
      'bounce-type': 'hard',
      description: '',
    },
    ...more,
  },
})
