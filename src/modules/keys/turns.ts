import { OutOfReach } from '../../shared/domain/errors.js'

interface Waiting {
  go: () => void
  giveUp: (why: OutOfReach) => void
}

/** Lets so many work at once and the others wait in line. When one finds nobody there, the whole line hears it, and nobody in it waits for the same. */
export class Turns {
  private running = 0
  private line: Waiting[] = []

  constructor(private readonly atOnce: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1
    else
      await new Promise<void>((go, giveUp) => {
        this.line.push({ go, giveUp })
      })
    try {
      return await work()
    } catch (error) {
      if (error instanceof OutOfReach) this.sendHome(error)
      throw error
    } finally {
      const next = this.line.shift()
      if (next === undefined) this.running -= 1
      else next.go()
    }
  }

  private sendHome(why: OutOfReach): void {
    const line = this.line
    this.line = []
    for (const { giveUp } of line) giveUp(why)
  }
}
