import { londonTime } from '../../../shared/domain/london-time.js'
import { onOneLine } from './letter.js'

/** What a letter about somebody's account says after its first paragraph. It holds no address to click: such mails are what phishing looks like. */
export const aboutAccount = (occurredAt: string, device: unknown): string[] => [
  `When: ${londonTime(occurredAt)}`,
  ...(typeof device === 'string' && device !== '' ? [`With: ${onOneLine(device)}`] : []),
  'If this was you, there is nothing to do.',
  'If it was not, somebody has your password: open the marketplace as you always do, sign out everywhere, change your password, and tell an administrator of your organisation.',
]
