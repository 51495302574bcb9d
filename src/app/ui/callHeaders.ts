import { DRAFT_HEADER } from '../../base/common/draftHeader.ts'
import type { CallContext } from '../../base/ui/callContext.ts'

/** What every call tells besides its input: whose session it is, and which draft it writes. */
export function callHeaders(token: string | undefined, { draft }: CallContext): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(draft === undefined ? {} : { [DRAFT_HEADER]: draft }),
  }
}
