import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { maskIdentities } from '../../../base/common/maskIdentity.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { PrinterUnavailable } from '../../../base/core/pdfPrinter.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { MadePaper } from '../common/contract.ts'
import { type PaperRequest, paperNeeds } from '../common/paperKinds.ts'
import { PAPER_SHAPES } from '../common/paperShapes.ts'
import type { PaperTemplate } from '../common/paperTemplate.ts'
import { findFormerIssuer, readLetterhead, readOfficeNames } from './letterheadRepo.ts'
import { officeValues, writtenOr } from './officeValues.ts'
import type { PaperContents, PaperSource } from './paperContents.ts'
import { findNumber } from './paperNumber.ts'
import { rememberPaper } from './pendingPrints.ts'
import { nextCopy } from './printLog.ts'
import { readContents } from './readContents.ts'
import { renderPaper } from './renderPaper.ts'
import { sampleContents } from './sampleContents.ts'
import { readTemplate, type TemplateKey } from './templateRepo.ts'

/**
 * Makes a paper as PDF, waiting under a ticket to be looked at, printed or saved. Not yet a print: see `recordPrint`.
 * @throws `papers.noPrinter` where no Chromium or Edge is installed or it does not start
 */
export async function makePaper(context: OfficeContext, request: PaperRequest): Promise<MadePaper> {
  const { subject, subjectOptional } = paperNeeds(request.kind)
  if (subject !== undefined && subjectOptional !== true && request.subjectId === null) refuse('papers.subjectNeeded')
  const source = await sourceOf(context, request)
  const contents = await readContents(request.kind, source)
  const { template } = await readTemplate(context.db, { ...request, unitId: context.office.unitId })
  const mayReveal = rightsOf(context.session.roles).has('identity.reveal')
  const fields = mayReveal ? contents.fields : maskIdentities(contents.fields)
  const made = await printContents(context, { source, contents: { ...contents, fields }, template })
  const copy = await nextCopy(context.db, { kind: request.kind, subjectId: contents.subjectId })
  const { kind, language } = request
  const { subjectId, label, serial } = contents
  const { userId } = context.session
  rememberPaper(made.ticket, { kind, language, subjectId, label, copy, userId, ...(serial && { serial }) })
  return { ...made, copy }
}

/** The paper of a wording being written, with the names of its fields for values: a look, never logged. */
export async function previewTemplate(
  context: OfficeContext,
  { kind, language, template }: TemplateKey & { template: PaperTemplate },
): Promise<MadePaper> {
  const request: PaperRequest = {
    kind,
    language,
    subjectId: null,
    villageId: null,
    from: null,
    to: null,
    number: '',
    transferAmount: null,
  }
  const source = await sourceOf(context, request)
  const contents = sampleContents(PAPER_SHAPES[kind], source.t)
  const made = await printContents(context, { source, contents, template })
  return { ...made, copy: 0 }
}

async function sourceOf(context: OfficeContext, request: PaperRequest): Promise<PaperSource> {
  const { db, office, services } = context
  const { letterhead } = await readLetterhead(db, office.unitId)
  return {
    db,
    request,
    unitId: office.unitId,
    today: services.clock.today(),
    language: request.language,
    t: services.translator(request.language),
    letterhead,
    numberOf: (subjectId, year) => findNumber(db, { kind: request.kind, subjectId, year }),
    readPicture: (content) => services.attachments.read(office, content),
    listOverdue: services.listOverdue,
    copyOf: (subjectId) => nextCopy(db, { kind: request.kind, subjectId }),
  }
}

interface ToPrint {
  source: PaperSource
  contents: Omit<PaperContents<PaperRequest['kind']>, 'fields' | 'lists'> & { fields: object; lists: object }
  template: PaperTemplate
}

async function printContents(
  { db, office, services, session }: OfficeContext,
  { source, contents, template }: ToPrint,
): Promise<Omit<MadePaper, 'copy'>> {
  const { language, t, letterhead, request, today } = source
  const day = contents.day ?? today
  const former = await findFormerIssuer(db, { unitId: office.unitId, subjectId: contents.subjectId, day })
  const { translator } = services
  const names = await readOfficeNames(db, { unitId: office.unitId, translator, ...former })
  const ofOffice = officeValues({
    // What the office wrote of itself is of today; a paper of before is headed as it was then.
    texts: former === undefined ? writtenOr(letterhead.texts[language], names[language]) : names[language],
    letterhead,
    place: contents.place,
    day,
    number: request.number,
    preparedBy: session.displayName,
  })
  const format = office.practice ? { ...contents.format, watermark: t('papers:shared.practice') } : contents.format
  const html = renderPaper({
    template,
    values: { fields: { ...contents.fields, ...ofOffice }, lists: { ...contents.lists } },
    format,
    title: contents.label,
    language,
    t,
  })
  const bytes = await printOrRefuse(services.printPdf, html)
  const name = fileName(contents)
  return { ticket: services.tickets.put({ name, type: 'application/pdf', bytes }), name }
}

/**
 * Plain letters and figures: a name that every disk and Zalo takes. It says what paper it is, not of whom: names of files stand
 * in the browser's history and on sticks, in plain text.
 */
function fileName({ label, subjectId }: { label: string; subjectId: string }): string {
  const [what = '', who] = label.split(' – ')
  const plain = foldForSearch(who === undefined ? what : `${what} ${subjectId.slice(-6)}`)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${plain === '' ? 'giay' : plain}.pdf`
}

async function printOrRefuse(print: OfficeContext['services']['printPdf'], html: string): Promise<Uint8Array> {
  if (print === undefined) refuse('papers.noPrinter')
  try {
    return await print(html)
  } catch (error) {
    if (error instanceof PrinterUnavailable) refuse('papers.noPrinter')
    throw error
  }
}
