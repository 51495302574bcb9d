import type { i18n as I18n } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** A typed failure as it comes over the contract: `addresses.notFound` and what its sentence needs. */
export interface ShownFailure {
  code: string
  params?: Readonly<Record<string, unknown>>
}

/**
 * The sentence of a failure: `addresses.notFound` is `failures.notFound` in the namespace `addresses`. A code without
 * words is shown as `common.unexpected`; the code itself is then the reference, unless a reference came with it.
 */
export function failureText(i18n: I18n, failure: ShownFailure): string {
  const dot = failure.code.indexOf('.')
  const namespace = failure.code.slice(0, dot)
  const key = `failures.${failure.code.slice(dot + 1)}`
  const params = { reference: failure.code, ...failure.params }
  if (dot > 0 && i18n.exists(key, { ns: namespace })) return i18n.t(key, { ns: namespace, ...params })
  return i18n.t('failures.unexpected', { ns: 'common', ...params })
}

/** `failureText` in the language on screen. */
export function useFailureText(): (failure: ShownFailure) => string {
  // `t` is new whenever the language changes, which is what makes the callback new.
  const { i18n, t } = useTranslation('common')
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useCallback((failure: ShownFailure) => failureText(i18n, failure), [i18n, t])
}
