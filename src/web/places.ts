/** Gives a place back; a second call does nothing. */
export type Leave = () => void

/** Somebody in line. */
export interface Waiting {
  /** The next place that is given back, or null for who gave up before. */
  entered: Promise<Leave | null>
  /** Leaves the line; does nothing once a place was given. */
  giveUp: () => void
}

/** So many places at once. Who finds none waits in line, first come, first served, and the line has an end. */
export class Places {
  private taken = 0
  private readonly line = new Set<() => void>()

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  /** A place at once, or null. */
  take(): Leave | null {
    if (this.taken >= this.most) return null
    this.taken += 1
    return this.leave()
  }

  /** Takes the end of the line, or null where the line is full. */
  join(): Waiting | null {
    if (this.line.size >= this.mostWaiting) return null
    let settle: (leave: Leave | null) => void
    const entered = new Promise<Leave | null>(resolve => (settle = resolve))
    const enter = (): void => {
      settle(this.leave())
    }
    this.line.add(enter)
    return {
      entered,
      giveUp: () => {
        if (this.line.delete(enter)) settle(null)
      },
    }
  }

  private leave(): Leave {
    let left = false
    return () => {
      if (left) return
      left = true
      this.handOn()
    }
  }

  private handOn(): void {
    const [enter] = this.line
    if (enter === undefined) {
      this.taken -= 1
      return
    }
    this.line.delete(enter)
    enter()
  }
}
