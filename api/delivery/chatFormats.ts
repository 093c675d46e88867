import { tones } from '../../emails/tones.ts'
import type { Mark } from '../reads/words.ts'
import { calm, clipped, clippedAfter, forDiscord, forGoogleChat, forSlack } from './chatMarkup.ts'
import type { Notice } from './chatNotice.ts'

/** Discord: one embed in the colour of the state; may mention nobody. */
export function discord({ page, status, stance, title, text, facts, url, at }: Notice): object {
  return {
    embeds: [
      {
        title: clippedAfter(`${status}: ${title}`, 256, forDiscord),
        url,
        description: clippedAfter(text, 3800, forDiscord),
        color: Number.parseInt(tones[stance.mark].solid.slice(1), 16),
        fields: facts.map(({ term, value }) => ({ name: term, value: clippedAfter(value, 600, forDiscord) })),
        footer: { text: clipped(page, 200) },
        timestamp: at.toISOString(),
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

/** Slack: blocks of plain text, and `text` for what shows no blocks. Our own link is the only markup in it. */
export function slack({ page, status, title, text, facts, url }: Notice): object {
  const plain = (words: string, most: number) => ({
    type: 'plain_text',
    text: clippedAfter(words, most, forSlack),
    emoji: false,
  })
  const link = `<${forSlack(url)}|${clippedAfter(`Read it on ${page}`, 200, forSlack).replaceAll('|', '¦')}>`
  const summary = clippedAfter(`${status}: ${title}`, 300, forSlack)
  return {
    text: `${summary}\n${clippedAfter(text, 1000, forSlack)}\n${link}`,
    blocks: [
      { type: 'header', text: plain(`${status}: ${title}`, 150) },
      { type: 'section', text: plain(text || title, 2900) },
      ...facts.map(({ term, value }) => ({ type: 'section', text: plain(`${term}: ${value}`, 700) })),
      { type: 'context', elements: [{ type: 'mrkdwn', text: link, verbatim: true }] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  }
}

const teamsColours: Record<Mark, string> = {
  ok: 'good',
  maint: 'accent',
  slow: 'warning',
  part: 'warning',
  major: 'attention',
  none: 'default',
}

/** Teams: an Adaptive Card, as its workflows take it. Its text runs know no Markdown, so nothing typed is ever read as some. */
export function teams({ page, status, stance, title, text, facts, url }: Notice): object {
  const run = (words: string, more: object = {}) => ({ type: 'TextRun', text: calm(words), ...more })
  const block = (...inlines: object[]) => ({ type: 'RichTextBlock', inlines })
  const colour = teamsColours[stance.mark]
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: calm(clipped(`${page}: ${status}: ${title}`, 300)),
    msteams: { width: 'Full' },
    body: [
      block(run(status, { color: colour, weight: 'bolder' }), run(` · ${clipped(page, 200)}`, { isSubtle: true })),
      block(run(clipped(title, 250), { size: 'large', weight: 'bolder' })),
      ...paragraphs(text).map((words) => block(run(words))),
      ...facts.map(({ term, value }) => block(run(`${term}: `, { weight: 'bolder' }), run(value))),
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Read it on the page', url }],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  }
}

/** Google Chat: a card. The text beside it, which could call people, is left out. */
export function googleChat({ page, status, stance, title, text, facts, url }: Notice): object {
  const words = (typed: string, most: number) => clippedAfter(typed, most, forGoogleChat)
  const widgets = [
    { textParagraph: { text: `<b>${words(title, 300)}</b>` } },
    { textParagraph: { text: words(text || title, 3000).replaceAll('\n', '<br>') } },
    ...facts.map(({ term, value }) => ({
      decoratedText: { topLabel: term, text: words(value, 700), wrapText: true },
    })),
    { buttonList: { buttons: [{ text: 'Read it on the page', onClick: { openLink: { url } } }] } },
  ]
  const named = stance.word === status ? status : `${status} (${stance.word.toLowerCase()})`
  return {
    fallbackText: calm(clipped(`${page}: ${status}: ${title}`, 300)).replace(/[<>]/g, ''),
    cardsV2: [
      {
        cardId: 'status',
        card: {
          header: { title: clipped(named, 100), subtitle: clipped(page, 200).replace(/[<>]/g, '') },
          sections: [{ widgets }],
        },
      },
    ],
  }
}

const paragraphs = (text: string) => text.split(/\n+/).filter(Boolean).slice(0, 40)
