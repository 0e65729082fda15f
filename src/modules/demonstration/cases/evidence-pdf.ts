import { buffer } from 'node:stream/consumers'

import PDFDocument from 'pdfkit'

import type { EvidenceDocument } from './worked-case.js'

const PAGE = { size: 'A4', margin: 64 } as const

/** The document as a PDF. The same document gives the same bytes, on every machine: no time but its own, and nothing compressed. */
export function evidencePdf({ title, issuer, issueDate, expiryDate, scope, sections }: EvidenceDocument): Promise<Buffer> {
  const issued = new Date(`${issueDate}T12:00:00Z`)
  const pdf = new PDFDocument({
    ...PAGE,
    compress: false,
    lang: 'en-GB',
    info: { Title: title, Author: issuer, CreationDate: issued, ModDate: issued },
  })
  pdf.font('Helvetica-Bold').fontSize(18).text(title).moveDown(0.5)
  pdf.font('Helvetica').fontSize(10)
  for (const line of [
    `Issued by ${issuer}`,
    `Date: ${issueDate}${expiryDate === null ? '' : `, valid until ${expiryDate}`}`,
    `About: ${scope}`,
  ])
    pdf.text(line)
  for (const { heading, text } of sections) {
    pdf.moveDown().font('Helvetica-Bold').fontSize(12).text(heading).moveDown(0.3)
    pdf.font('Helvetica').fontSize(11).text(text, { lineGap: 2 })
  }
  pdf.moveDown(2).fontSize(8).text('Made for the demonstration. Neither the organisations nor the certificates named here exist.')
  pdf.end()
  return buffer(pdf)
}
