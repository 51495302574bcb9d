import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import type { ShownFailure } from '../../../base/ui/failureText.ts'
import { RecordDrawer, type RecordDrawerProps } from '../../../base/ui/RecordDrawer.tsx'
import { DraftNotice } from './DraftNotice.tsx'
import { DraftState } from './DraftState.tsx'
import type { Draft } from './useDraft.ts'

export interface KeptDrawerProps extends RecordDrawerProps {
  draft: Draft
  /** Why it was not written: said beside the buttons, where whoever pressed them looks. */
  failure?: ShownFailure | undefined
}

/** A drawer whose half-typed form is kept: it offers the draft that waits, and says when what is typed was kept. */
export function KeptDrawer({ draft, failure, note, children, ...drawer }: KeptDrawerProps) {
  const state = note ?? <DraftState draft={draft} />
  return (
    <RecordDrawer {...drawer} note={failure ? <FailureNotice failure={failure} /> : state}>
      <DraftNotice draft={draft} />
      {children}
    </RecordDrawer>
  )
}
