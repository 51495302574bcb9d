import { Component, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { PageBroken } from './PageBroken.tsx'

/** What fails in it leaves everything around it standing; the next page is tried anew. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return <Boundary at={useLocation()}>{children}</Boundary>
}

interface BoundaryProps {
  /** Another one is another page. */
  at: object
  children: ReactNode
}

interface BoundaryState {
  at: object
  failed?: { error: unknown } | undefined
}

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { at: this.props.at }

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failed: { error } }
  }

  static getDerivedStateFromProps({ at }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return at === state.at ? null : { at, failed: undefined }
  }

  override render() {
    const { failed } = this.state
    return failed === undefined ? this.props.children : <PageBroken error={failed.error} />
  }
}
