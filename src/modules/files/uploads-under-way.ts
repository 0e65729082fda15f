import { DomainError } from '../../shared/domain/errors.js'

/** As many as a browser sends to one address at once. */
const MOST_AT_ONCE = 6

const RETRY_SECONDS = 5

/** Counts who is sending files to this process at the moment, so that nobody alone fills the storage near a deadline. */
export class UploadsUnderWay {
  private readonly byPerson = new Map<string, number>()

  constructor(private readonly mostAtOnce = MOST_AT_ONCE) {}

  /** Runs an upload of the person's, or throws TooManyUploads when so many are running already. */
  async count<T>(personId: string, upload: () => Promise<T>): Promise<T> {
    const running = this.byPerson.get(personId) ?? 0
    if (running >= this.mostAtOnce) throw new TooManyUploads(this.mostAtOnce)
    this.byPerson.set(personId, running + 1)
    try {
      return await upload()
    } finally {
      this.ended(personId)
    }
  }

  private ended(personId: string): void {
    const left = (this.byPerson.get(personId) ?? 1) - 1
    if (left === 0) this.byPerson.delete(personId)
    else this.byPerson.set(personId, left)
  }
}

class TooManyUploads extends DomainError {
  constructor(mostAtOnce: number) {
    const detail = `You are sending ${mostAtOnce} files already. Wait until one of them has come in, and send this one again.`
    super('too-many', 'too-many-uploads', detail, [], { mostAtOnce, retryAfterSeconds: RETRY_SECONDS })
  }
}
