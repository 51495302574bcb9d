import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

export interface BehindLockProps {
  locked: boolean
  children: ReactNode
}

/**
 * The open office. While the session is locked nothing of it stands in the document or in the address bar: its elements are
 * taken out as they are, half-typed words and all, and come back as they were (docs/decisions/0036).
 */
export function BehindLock({ locked, children }: BehindLockProps) {
  const place = useRef<HTMLDivElement>(null)
  const [office] = useState(makeRoom)
  useLayoutEffect(() => {
    place.current?.append(office)
    return () => office.remove()
  }, [office])
  useLayoutEffect(() => (locked ? takeOut(office) : undefined), [locked, office])
  return (
    <>
      <div ref={place} className="nc-behind-lock" />
      {createPortal(children, office)}
    </>
  )
}

const BEHIND_LOCK = 'nhip-cau-locked'
const LOCKED = { [BEHIND_LOCK]: true }

function makeRoom(): HTMLDivElement {
  const room = document.createElement('div')
  room.className = 'nc-behind-lock'
  return room
}

/** Takes the office, its drawers and its address out; the answer puts them back. */
function takeOut(office: HTMLElement): () => void {
  const drawers = document.querySelectorAll('[data-mantine-shared-portal-node]')
  const backs = [office, ...drawers].map(detach)
  const { hash } = location
  const state: unknown = history.state
  history.replaceState(LOCKED, '', '#/')
  return () => {
    for (const back of backs) back()
    // Whoever left meanwhile has gone to the start.
    if (history.state?.[BEHIND_LOCK] === true) history.replaceState(state, '', hash)
  }
}

function detach(element: Element): () => void {
  const parent = element.parentNode
  // What leaves the document forgets how far it was scrolled.
  const scrolled = [element, ...element.querySelectorAll('*')].flatMap((each) =>
    each.scrollTop === 0 && each.scrollLeft === 0 ? [] : [{ each, top: each.scrollTop, left: each.scrollLeft }],
  )
  element.remove()
  return () => {
    parent?.append(element)
    for (const { each, top, left } of scrolled) each.scrollTo({ top, left, behavior: 'instant' })
  }
}
