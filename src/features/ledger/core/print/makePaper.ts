import { refuse } from '../../../../base/common/failures.ts'
import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { PrinterUnavailable } from '../../../../base/core/pdfPrinter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'

export interface PaperTicket {
  ticket: string
  name: string
}

/**
 * Turns a paper's HTML into a PDF that waits under a one-use ticket.
 * @throws `ledger.noPrinter` where no Chromium or Edge is installed or it does not start
 */
export async function makePaper(
  { services }: Pick<OfficeContext, 'services'>,
  { html, name }: { html: string; name: string },
): Promise<PaperTicket> {
  const bytes = await printOrRefuse(services.printPdf, html)
  const file = `${foldForSearch(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}.pdf`
  return { ticket: services.tickets.put({ name: file, type: 'application/pdf', bytes }), name: file }
}

async function printOrRefuse(print: OfficeContext['services']['printPdf'], html: string): Promise<Uint8Array> {
  if (print === undefined) refuse('ledger.noPrinter')
  try {
    return await print(html)
  } catch (error) {
    if (error instanceof PrinterUnavailable) refuse('ledger.noPrinter')
    throw error
  }
}
