import { RecordDrawer, type RecordDrawerProps } from '../../../base/ui/RecordDrawer.tsx'
import { DraftNotice } from './DraftNotice.tsx'
import { DraftState } from './DraftState.tsx'
import type { Draft } from './useDraft.ts'

/** A drawer whose half-typed form is kept: it offers the draft that waits, and says when what is typed was kept. */
export function KeptDrawer({ draft, note, children, ...drawer }: RecordDrawerProps & { draft: Draft }) {
  return (
    <RecordDrawer {...drawer} note={note ?? <DraftState draft={draft} />}>
      <DraftNotice draft={draft} />
      {children}
    </RecordDrawer>
  )
}
