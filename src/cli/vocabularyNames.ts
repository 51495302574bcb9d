import type { Language } from '../base/common/language.ts'
import type { Client } from './openOfficeClient.ts'

type VocabularyKind = Parameters<Client['units']['vocabulary']>[0]['kind']

/** Names of a vocabulary in one language, by code. */
export async function namesOf(
  client: Client,
  { kind, language }: { kind: VocabularyKind; language: Language },
): Promise<Map<string, string>> {
  const { words } = await client.units.vocabulary({ kind })
  return new Map(words.map(({ code, names }) => [code, names[language]]))
}
