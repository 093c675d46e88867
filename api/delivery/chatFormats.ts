import { type Mark, tones } from '../../emails/tones.ts'
import { calm, clipped, clippedAfter, forDiscord, forGoogleChat, forSlack } from './chatMarkup.ts'
import type { Notice } from './chatNotice.ts'

/** Discord: one embed in the colour of the state; may mention nobody. */
export function discord({ page, status, stance, title, text, lines, link, at }: Notice): object {
  const said = [clippedAfter(text, 2500, forDiscord), ...lines.map((line) => clippedAfter(line, 700, forDiscord))]
  return {
    embeds: [
      {
        title: clippedAfter(`${status}: ${title}`, 256, forDiscord),
        url: link.url,
        description: said.filter(Boolean).join('\n\n'),
        color: Number.parseInt(tones[stance.mark].solid.slice(1), 16),
        footer: { text: clipped(page, 200) },
        timestamp: at.toISOString(),
      },
    ],
    allowed_mentions: { parse: [] },
  }
}

/** Slack: blocks of plain text, and `text` for what shows no blocks. Our own link is the only markup in it. */
export function slack({ page, status, title, text, lines, link }: Notice): object {
  const plain = (words: string, most: number) => ({
    type: 'plain_text',
    text: clippedAfter(words, most, forSlack),
    emoji: false,
  })
  const linked = `<${forSlack(link.url)}|${forSlack(link.label)}> · ${clippedAfter(page, 300, forSlack)}`
  const summary = [`${status}: ${title}`, text, ...lines].map((words) => clippedAfter(words, 1000, forSlack))
  return {
    text: [...summary, linked].filter(Boolean).join('\n'),
    blocks: [
      { type: 'header', text: plain(`${status}: ${title}`, 150) },
      ...[text, ...lines].filter(Boolean).map((words) => ({ type: 'section', text: plain(words, 2900) })),
      { type: 'context', elements: [{ type: 'mrkdwn', text: linked, verbatim: true }] },
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
export function teams({ page, status, stance, title, text, lines, link }: Notice): object {
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
      block(run(status, { color: colour, weight: 'Bolder' }), run(` · ${clipped(page, 200)}`, { isSubtle: true })),
      block(run(clipped(title, 250), { size: 'Large', weight: 'Bolder' })),
      ...paragraphs(clipped(text, 3000)).map((words) => block(run(words))),
      ...lines.map((line) => block(run(clipped(line, 700)))),
    ],
    actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  }
}

/** Google Chat: a card. The text beside it, which could call people, is left out. */
export function googleChat({ page, status, title, text, lines, link }: Notice): object {
  const said = (words: string, most: number) => ({
    textParagraph: { text: clippedAfter(words, most, forGoogleChat).replaceAll('\n', '<br>') },
  })
  const widgets = [
    { textParagraph: { text: `<b>${clippedAfter(title, 300, forGoogleChat)}</b>` } },
    ...(text ? [said(text, 3000)] : []),
    ...lines.map((line) => said(line, 700)),
    { buttonList: { buttons: [{ text: link.label, onClick: { openLink: { url: link.url } } }] } },
  ]
  const header = { title: unmarked(clipped(status, 100)), subtitle: unmarked(clipped(page, 200)) }
  return {
    fallbackText: unmarked(calm(clipped(`${page}: ${status}: ${title}`, 300))),
    cardsV2: [{ cardId: 'status', card: { header, sections: [{ widgets }] } }],
  }
}

const paragraphs = (text: string) => text.split(/\n+/).filter(Boolean).slice(0, 40)

/** Where it is not said whether markup is read. */
const unmarked = (text: string) => text.replace(/[<>]/g, '')
