const QUEUE_ANSWER_MS = 5_000

/** A queue that is down may never answer: then what was asked of it is given up and tried again. */
export async function answeredInTime(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('The queue did not answer.'))
    }, QUEUE_ANSWER_MS)
  })
  await Promise.race([answer, late]).finally(() => {
    clearTimeout(timer)
  })
}
