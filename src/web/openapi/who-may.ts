import type { RouteFacts } from './route-facts.js'

const WHO = {
  anyone: 'Anybody may; credentials are not looked at.',
  public: 'Anybody may; whoever signs in may see more.',
  'signed-in': 'Anybody who is signed in may.',
  oneself: 'Anybody who is signed in may, for themself.',
} as const

/** Who may call a route, in a sentence. */
export function whoMay({ audience, isNeverByToken }: Pick<RouteFacts, 'audience' | 'isNeverByToken'>): string {
  const who = typeof audience === 'string' ? WHO[audience] : `For ${audience.map(role => `\`${role}\``).join(', ')}.`
  return isNeverByToken ? `${who} Not by an API token.` : who
}
