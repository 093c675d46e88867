type Step = { says: string; act: string; href: string; now?: boolean; past?: boolean }

/** @param running where the running incident is, if one runs */
export function steps(step: 'setUp' | 'post' | 'read', running: string | undefined): { title: string; list: Step[] } {
  if (step === 'setUp') return { title: 'An empty page. Three steps, and customers can rely on it', list: setUp }
  const title = step === 'post' ? 'Try it: say something, and read what customers get' : 'It is out. Now read the mail'
  return { title, list: tour(step, running) }
}

const setUp: Step[] = [
  { says: 'Say what the page is called, and in which zone its days begin.', act: 'Name it', href: '/manage/settings' },
  {
    says: 'Add the three or four things that customers would miss first.',
    act: 'Add components',
    href: '/manage/components',
    now: true,
  },
  { says: 'See the page as customers see it, and subscribe to it yourself.', act: 'The page', href: '/' },
]

function tour(step: 'post' | 'read', running: string | undefined): Step[] {
  const post = running
    ? { says: 'Post an update on the incident that is running.', act: 'Post an update', href: `${running}#update` }
    : {
        says: 'Open an incident. The shop is invented; nobody is harmed.',
        act: 'Open an incident',
        href: '/manage/incidents/new',
      }
  return [
    { ...post, now: step === 'post', past: step === 'read' },
    {
      says: 'Read the mail that its subscribers were sent. Here it is caught; nothing leaves this machine.',
      act: 'Open the mailbox',
      href: '/manage/mailbox',
      now: step === 'read',
    },
    {
      says: 'See what the page says now, and keep it open while you post: it changes by itself.',
      act: 'The page',
      href: '/',
    },
  ]
}
