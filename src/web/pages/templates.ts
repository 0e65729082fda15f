import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

import nunjucks from 'nunjucks'

import { pounds } from '../../shared/domain/decimal.js'
import { dayInWords, londonTime, londonTimeToMs } from '../../shared/domain/london-time.js'

const SOURCE = join(import.meta.dirname, '../..')
const GOVUK = dirname(dirname(fileURLToPath(import.meta.resolve('govuk-frontend'))))

/** Templates are named from modules/, from web/, or as govuk/…; everything they print is escaped, and what they print must be there. */
const environment = new nunjucks.Environment(
  [join(SOURCE, 'modules'), join(SOURCE, 'web'), GOVUK].map(folder => new nunjucks.FileSystemLoader(folder)),
  { autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
)

environment.addFilter('londonTime', londonTime)
environment.addFilter('londonTimeToMs', londonTimeToMs)
environment.addFilter('dayInWords', dayInWords)
environment.addFilter('pounds', pounds)

export const render = (view: string, data: object): string => environment.render(view, data)
