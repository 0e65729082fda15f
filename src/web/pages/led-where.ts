import { DomainError } from '../../shared/domain/errors.js'
import { SeeOther } from './page-route.js'

/** Shows what is asked for; whoever is refused it by `code` is led to where the way on is instead. */
export async function ledWhere<T>(code: string, show: () => Promise<T>, to: () => Promise<string>): Promise<T | SeeOther> {
  try {
    return await show()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== code) throw error
    return new SeeOther(await to())
  }
}
