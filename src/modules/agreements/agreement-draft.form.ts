import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { type FieldProblem, Malformed } from '../../shared/domain/errors.js'
import { inUnits } from '../../shared/domain/decimal.js'
import type { MemberChange } from '../../shared/domain/merge-members.js'
import { decimalShape, IsDay } from '../../web/fields.js'
import { readForm } from '../../web/pages/form.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import { Confirmed, Said, Seen } from '../../web/pages/form-fields.js'
import { type AgreementContent, type DraftCategory, type Regime, REGIMES } from './domain/agreement-content.js'
import type { AgreementSectionId } from './domain/agreement-sections.js'

/** Lines of criteria and categories, at the most. */
const MOST = 50

export class SeenForm {
  @Seen() seen!: string
}

export class StartAgreementForm {
  @Said(200, 'Give the agreement a name', 'The name') name!: string
}

export class AgreementReasonForm {
  @Said(5000, 'Say why', 'The reason') reason!: string
}

export class OpenAgreementForm extends SeenForm {
  @Confirmed('Confirm that you have read the whole agreement') confirmed!: string
}

class AboutForm {
  @IsOptional()
  @IsString({ message: 'Write the name into the one box' })
  @MaxLength(200, { message: 'The name must have at most 200 characters' })
  name?: string

  @IsOptional()
  @Matches(/^[\w.-]{1,50}$/, { message: 'The reference must be 1 to 50 letters, figures, dots and dashes, such as AI-DPS-2' })
  reference?: string

  @IsOptional()
  @IsIn(REGIMES, { message: 'Select one of the laws' })
  regime?: Regime
}

const WHOLE = /^\d{1,4}$/

class TimeForm {
  @IsOptional()
  @IsDay('The first day must be a real date, such as 2027-01-15')
  validFrom?: string

  @IsOptional()
  @IsDay('The last day must be a real date, such as 2029-01-15')
  validUntil?: string

  @IsOptional()
  @Matches(WHOLE, { message: 'Enter whole days, such as 30' })
  initialWindowDays?: string

  @IsOptional()
  @Matches(WHOLE, { message: 'Enter whole days, such as 10' })
  minimumTenderDays?: string

  @IsOptional()
  @Matches(/^[1-9]\d{0,2}$/, { message: 'Enter whole months, such as 48' })
  maximumTermMonths?: string
}

class TermsForm {
  @IsOptional()
  @IsString({ message: 'Write the terms into the one box' })
  @MaxLength(20_000, { message: 'The terms must have at most 20,000 characters' })
  terms?: string

  @IsOptional()
  @Matches(decimalShape(2), { message: 'Enter the levy in percent with at most two decimals, such as 0.75' })
  levy?: string
}

class FiltersForm {
  @IsOptional()
  @IsString({ each: true, message: 'Select filters from the list' })
  @MaxLength(80, { each: true, message: 'Select filters from the list' })
  facets?: string | string[]
}

type Change = MemberChange<AgreementContent>

const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text))

/** What is left empty is deleted. */
const READERS: Readonly<Record<AgreementSectionId, (fields: FormFields) => Promise<Change>>> = {
  about: async fields => {
    const { name, reference, regime } = await readForm(AboutForm, fields)
    return { name: name ?? null, reference: reference ?? null, regime: regime ?? null }
  },
  time: async fields => {
    const { validFrom, validUntil, initialWindowDays, minimumTenderDays, maximumTermMonths } = await readForm(TimeForm, fields)
    return {
      validFrom: validFrom ?? null,
      validUntil: validUntil ?? null,
      initialWindowDays: number(initialWindowDays),
      minimumTenderDays: number(minimumTenderDays),
      maximumTermMonths: number(maximumTermMonths),
    }
  },
  terms: async fields => {
    const { terms, levy } = await readForm(TermsForm, fields)
    return { terms: terms ?? null, levyBasisPoints: levy === undefined ? null : levyOf(levy) }
  },
  categories: fields => Promise.resolve({ categories: categoriesOf(fields) }),
  filters: async fields => {
    const { facets } = await readForm(FiltersForm, fields)
    return { facets: facets === undefined ? null : [facets].flat() }
  },
}

/** The fields of a part, without the revision that the page showed, as a change of the draft. */
export const readSection = (id: AgreementSectionId, { seen: _, ...fields }: FormFields): Promise<Change> => READERS[id](fields)

const MOST_BASIS_POINTS = 1000n

/** Percent as somebody typed it, in hundredths of a percent. */
export function levyOf(levy: string): number {
  const basisPoints = inUnits(levy, 2)
  if (basisPoints > MOST_BASIS_POINTS) throw unfit([fault('levy', 'The levy must be at most 10 percent')])
  return Number(basisPoints)
}

/** The boxes of category number 3 end in -3. One whose boxes are all empty is left out. */
function categoriesOf(fields: FormFields): DraftCategory[] {
  const read = Array.from({ length: MOST }, (_, place) => categoryAt(fields, place)).filter(({ isEmpty }) => !isEmpty)
  const faults = read.flatMap(each => each.faults)
  if (faults.length > 0) throw unfit(faults)
  return read.map(({ category }) => category)
}

function categoryAt(fields: FormFields, place: number) {
  const [title, code, lines] = (['title', 'code', 'criteria'] as const).map(name => one(fields, `${name}-${place}`).trim()) as [
    string,
    string,
    string,
  ]
  const criteria = lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  const faults = [
    ...(title === '' ? [fault(`title-${place}`, 'Give the category a title')] : []),
    ...(title.length > 200 ? [fault(`title-${place}`, 'The title must have at most 200 characters')] : []),
    ...(/^[a-z][a-z0-9-]{0,48}$/.test(code)
      ? []
      : [fault(`code-${place}`, 'The code must be small letters, figures and dashes, such as data-analytics')]),
    ...(criteria.length > MOST ? [fault(`criteria-${place}`, 'A category has at most 50 criteria')] : []),
    ...(criteria.some(line => line.length > 2000) ? [fault(`criteria-${place}`, 'A criterion must have at most 2,000 characters')] : []),
  ]
  return { isEmpty: title === '' && code === '' && lines === '', category: { title, code, criteria }, faults }
}

const fault = (field: string, detail: string): FieldProblem => ({ pointer: `/${field}`, code: 'unfit', detail })

const unfit = (faults: FieldProblem[]): Malformed => new Malformed('invalid-request', 'Mend what is marked.', faults)
