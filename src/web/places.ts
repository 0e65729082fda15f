/** Gives a place back; a second call does nothing. */
export type Leave = () => void

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

  /** The next place that is given back, or null: where the line is full, or once the signal says that nobody wants it any more. */
  wait(signal: AbortSignal): Promise<Leave | null> {
    if (this.line.size >= this.mostWaiting || signal.aborted) return Promise.resolve(null)
    return new Promise(resolve => {
      const enter = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve(this.leave())
      }
      const giveUp = (): void => {
        this.line.delete(enter)
        resolve(null)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.line.add(enter)
    })
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
