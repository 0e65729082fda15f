import { Controller, Get, Post, Req } from '@nestjs/common'

import type { ActorRequest } from '../../web/actor.guard.js'
import { Public } from '../../web/audience.js'
import { readUpload, TakesPassingFile } from '../../web/file-upload.js'
import { freshForm, orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { judgedIn, readChosen, readPasted } from './given-receipt.form.js'
import { verifyReceiptView } from './verify-receipt-views.js'
import { VerifyReceiptService } from './verify-receipt.service.js'

const PAGE = 'bids/views/verify-receipt.njk'

/** The hidden fields of a form that takes a file. */
const HIDDEN = ['_as', '_key'] as const

/** Anybody may have a receipt verified, signed in or not. Nothing is kept of it, so the verdict is the answer to the form itself. */
@Controller('verify-receipt')
@Public()
export class VerifyReceiptPages {
  constructor(private readonly receipts: VerifyReceiptService) {}

  @Get()
  @Page(PAGE, 'nothing given')
  ask(): object {
    return verifyReceiptView()
  }

  @Post()
  @Page(PAGE, 'genuine', 'genuine and compared', 'changed', 'of another key', 'no receipt', 'no JSON', 'nothing pasted')
  pasted(@FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const content = readPasted(one(fields, 'receipt'))
        const verdict = await judgedIn('receipt', () => this.receipts.verify(content))
        return verifyReceiptView(freshForm(fields), { verdict })
      },
      (form, refusal) => verifyReceiptView(form, { refusal }),
    )
  }

  @Post('file')
  @TakesPassingFile()
  @Page(PAGE, 'a file', 'no file')
  chosen(@Req() request: ActorRequest): Promise<PageAnswer> {
    return orShowAgain(
      {},
      async () => {
        let content: unknown = null
        await readUpload(request, HIDDEN, async (name, bytes) => {
          content = await readChosen(name, bytes)
        })
        const verdict = await judgedIn('file', () => this.receipts.verify(content))
        return verifyReceiptView(freshForm(), { verdict })
      },
      (form, refusal) => verifyReceiptView(form, { refusal }),
    )
  }
}
