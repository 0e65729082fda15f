import { Conflict } from './errors.js'

/** The moves there are, by the state they start from. */
export type Moves<State extends string> = Readonly<Record<State, readonly State[]>>

export class MoveRefused extends Conflict {
  constructor(noun: string, from: string, to: string) {
    super(`${noun}-state`, `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun} cannot go from ${inWords(from)} to ${inWords(to)}.`, {
      state: from,
    })
  }
}

const inWords = (state: string): string => state.replaceAll('-', ' ')

/** Returns the new state, or throws MoveRefused: states never change any other way. */
export function move<State extends string>(noun: string, moves: Moves<State>, from: State, to: State): State {
  if (!moves[from].includes(to)) throw new MoveRefused(noun, from, to)
  return to
}
