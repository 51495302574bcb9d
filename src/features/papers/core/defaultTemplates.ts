import english from '../../../../resources/papers/en.json' with { type: 'json' }
import lao from '../../../../resources/papers/lo.json' with { type: 'json' }
import vietnamese from '../../../../resources/papers/vi.json' with { type: 'json' }
import type { Language } from '../../../base/common/language.ts'
import type { PaperKind } from '../common/paperKinds.ts'
import { type PaperTemplate, paperTemplateSchema } from '../common/paperTemplate.ts'

const FILES: Record<Language, Record<PaperKind, unknown>> = { vi: vietnamese, en: english, lo: lao }

/** The wording of a paper as shipped with the program. */
export function defaultTemplate(kind: PaperKind, language: Language): PaperTemplate {
  return paperTemplateSchema.parse(FILES[language][kind])
}
