import type { Tell } from './walk.js'

/** Lets several speak at the same time and be heard one after the other: the first at once, the others when all before them have ended. */
export function inTurn(tell: Tell, speakers: number): { tells: Tell[]; ended: (speaker: number) => void } {
  const waiting = Array.from({ length: speakers }, (): string[] => [])
  const over = new Set<number>()
  let speaking = 0
  const ended = (speaker: number): void => {
    over.add(speaker)
    while (over.has(speaking)) {
      speaking += 1
      waiting[speaking]?.splice(0).forEach(tell)
    }
  }
  const tellFor = (speaker: number) => (line: string) => {
    if (speaker === speaking) tell(line)
    else waiting[speaker]?.push(line)
  }
  return { tells: waiting.map((_, speaker) => tellFor(speaker)), ended }
}
