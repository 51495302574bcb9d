/** What may have happened, as an office asks for it; the last three are told by what they were part of. */
export const LOG_KINDS = ['made', 'changed', 'removed', 'restored', 'merged', 'undone', 'imported'] as const
export type LogKind = (typeof LOG_KINDS)[number]
