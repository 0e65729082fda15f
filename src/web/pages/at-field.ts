import { DomainError, Refused } from '../../shared/domain/errors.js'

/** Does it, and lets a refusal with this code stand at the field that it is about, in the words of the page where it has its own. */
export async function atField<T>(field: string, code: string, act: () => Promise<T>, words?: string): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== code) throw error
    throw new Refused(code, error.message, [{ pointer: `/${field}`, code, detail: words ?? error.message }])
  }
}
