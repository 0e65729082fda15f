/** Runs `work`; when it fails, what was opened is closed before the failure goes on, so that no database server stays behind. */
export async function closedOnFailure<T>(opened: { close(): Promise<unknown> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await opened.close()
    throw error
  }
}
