import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator'

import type { FormFields } from '../../web/pages/form-body.js'
import { one } from '../../web/pages/form-body.js'
import type { DirectoryFilter } from './directory-queries.js'
import { MOST_OFFERS, OFFER } from './directory.dto.js'

/** Whom the public looks for: the fields of a form that is sent by GET, so that its address can be kept and passed on. */
export class DirectorySearchForm {
  @IsOptional()
  @IsString()
  @MaxLength(200, { message: 'The name must have at most 200 characters' })
  name?: string

  @IsOptional()
  @IsUUID(undefined, { message: 'Select one of the agreements' })
  agreement?: string

  @IsOptional()
  @IsUUID(undefined, { message: 'Select one of the categories' })
  category?: string

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_OFFERS, { message: 'Select at most 100 of what suppliers offer' })
  @MaxLength(200, { each: true, message: 'Select what suppliers offer from the boxes' })
  @Matches(OFFER, { each: true, message: 'Select what suppliers offer from the boxes' })
  offers?: string[]
}

const FIELDS = ['name', 'agreement', 'category'] as const

/** What an address asks for, of the fields there are; whatever else it holds is of no account. */
export function directoryFields(query: Readonly<Record<string, unknown>>): FormFields {
  const texts = FIELDS.map(name => [name, one(query as FormFields, name).trim()] as const).filter(([, value]) => value !== '')
  const offers = [...new Set([query['offers'] ?? []].flat().filter((each): each is string => typeof each === 'string' && each !== ''))]
  return { ...Object.fromEntries(texts), ...(offers.length === 0 ? {} : { offers }) }
}

/** The same as the list takes it. */
export const directorySearch = ({ name, agreement, category, offers }: DirectorySearchForm): DirectoryFilter => ({
  name,
  agreementId: agreement,
  categoryId: category,
  offers,
})
