/** Markup that is already safe: made only by `html`, never from data. */
export interface Html {
  readonly markup: string
}

export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false

/**
 * Builds markup for a paper. Every value is escaped, in text and in quoted attributes; lists are joined; null, undefined and
 * false write nothing. There is no way to hand in raw markup, so nothing typed by a person can become a tag.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const markup = parts.map((part, index) => part + (index < values.length ? written(values[index]) : '')).join('')
  return { markup }
}

function written(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(written).join('')
  if (typeof value === 'object' && 'markup' in value) return value.markup
  return escapeHtml(String(value))
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}
