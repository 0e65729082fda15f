import type { DomainError } from '../../shared/domain/errors.js'
import type { FormView } from '../../web/pages/form.js'

/** Somebody was quicker: the page shows the state there is now, so it need not be named. */
export const settledMeanwhile = (noun: 'registration' | 'invitation', form: FormView, refusal: DomainError | undefined): FormView =>
  refusal?.code === `${noun}-state`
    ? {
        ...form,
        summary: [
          {
            text: `This ${noun} was settled by somebody else a moment ago. What you sent changed nothing. This page shows how it stands now.`,
          },
        ],
      }
    : form
