import { getMetadataStorage } from 'class-validator'
import { describe, expect, it } from '@jest/globals'

import { RequirementFieldsDto } from '../requirement-draft.dto.js'
import { SECTIONS } from './requirement-sections.js'

const MEMBERS = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(RequirementFieldsDto, '', false, false)
      .map(({ propertyName }) => propertyName),
  ),
]

const PLACES = SECTIONS.flatMap(({ fields }) => fields.map(({ at }) => at))

describe('The sections in which a buyer writes', () => {
  it('ask for every member that the API takes, and for no other', () => {
    expect([...new Set(PLACES.map(at => at.split('/')[0]))].toSorted()).toEqual(MEMBERS.toSorted())
  })

  it('ask for each place once', () => {
    expect(PLACES.filter((at, place) => PLACES.indexOf(at) !== place)).toEqual([])
  })
})
