import { DomainError } from '../../shared/domain/errors.js'
import { SeeOther } from './page-route.js'

/** Where whoever is refused something goes on instead, by the code of the refusal. */
export type WaysOn = Readonly<Record<string, () => string | Promise<string>>>

/** Shows what is asked for; whoever is refused it by one of these codes is led to where the way on is instead. */
export async function ledWhere<T>(show: () => Promise<T>, ways: WaysOn): Promise<T | SeeOther> {
  try {
    return await show()
  } catch (error) {
    const way = error instanceof DomainError ? ways[error.code] : undefined
    if (way === undefined) throw error
    return new SeeOther(await way())
  }
}
