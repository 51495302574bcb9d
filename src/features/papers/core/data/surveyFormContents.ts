import { CONSENT_PURPOSES } from '../../../consents/common/consentSchemas.ts'
import type { PaperShape } from '../../common/paperShapes.ts'
import { PAPER_SHAPES } from '../../common/paperShapes.ts'
import type { PaperContents, PaperSource } from '../paperContents.ts'
import { readAddressFields, readMembers } from './readAddress.ts'
import { readVocabulary } from './readWords.ts'

/** An empty form to take along, or one with what is known already. No purpose of the consent part is ever ticked. */
export async function surveyFormContents(source: PaperSource): Promise<PaperContents<'surveyForm'>> {
  const { db, language, t, request } = source
  const known = request.subjectId === null ? undefined : await readAddressFields(source, request.subjectId)
  const purpose = await readVocabulary(db, { kind: 'consentPurpose', language })
  return {
    label: [t('papers:kinds.surveyForm'), known?.fields.name ?? ''].filter(Boolean).join(' – '),
    subjectId: known?.id ?? '',
    format: { look: 'letter' },
    fields: known === undefined ? EMPTY : { ...known.fields, idNumber: known.idNumber },
    lists: {
      members: known === undefined ? [] : await readMembers(source, known),
      consents: CONSENT_PURPOSES.map((code, index) => ({
        fields: { number: String(index + 1), purpose: purpose(code) },
        lists: {},
      })),
    },
  }
}

// Safe: every field the shape names is made, empty.
const EMPTY = Object.fromEntries(
  (PAPER_SHAPES.surveyForm satisfies PaperShape).fields.map((name) => [name, '']),
) as PaperContents<'surveyForm'>['fields']
