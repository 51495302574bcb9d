import { type RefObject, useEffect } from 'react'

/** Where the keyboard stands: the control and what is around it, from the inside out, each with what comes after it. */
interface Place {
  around: readonly { element: Element; next: Element | null }[]
  page: string
}

const TAKES_FOCUS = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex="0"]'
/** A drawer slides away first, and the rows come anew from the book. */
const SETTLES_MS = 400

/**
 * A control that was pressed may go: its row is removed, or nothing more can be done to it. The keyboard then goes on in the
 * same row, or at the next one, not at the top of the window; what was only switched off for a moment gets it back.
 */
export function useFocusKept(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const page = content.current
    if (page === null) return undefined
    let place: Place | undefined
    let waiting: ReturnType<typeof setTimeout> | undefined
    const goOn = () => {
      waiting = undefined
      if (place !== undefined && isLost(place, page)) placeToGoOn(place, page)?.focus()
    }
    const look = () => {
      if (waiting === undefined && place !== undefined && isLost(place, page)) waiting = setTimeout(goOn, SETTLES_MS)
    }
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return
      if (target !== page && page.contains(target)) place = { around: outwards(target, page), page: location.hash }
      // Drawers and notices lie outside the frame: the keyboard comes back from them.
      else if (target !== page && page.closest('.nc-frame')?.contains(target)) place = undefined
      look()
    }
    const leave = () => {
      place = undefined
    }
    const changes = new MutationObserver(look)
    changes.observe(page, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', note)
    page.addEventListener('pointerdown', leave)
    return () => {
      clearTimeout(waiting)
      changes.disconnect()
      document.removeEventListener('focusin', note)
      page.removeEventListener('pointerdown', leave)
    }
  }, [content])
}

function outwards(control: Element, page: Element): Place['around'] {
  const around: { element: Element; next: Element | null }[] = []
  for (let element = control; element !== page && element.parentElement !== null; element = element.parentElement) {
    around.push({ element, next: element.nextElementSibling })
  }
  return around
}

/** Nothing has the keyboard, or the page as a whole, because the control is gone; no drawer is open. */
function isLost({ around: [control], page: at }: Place, page: Element): boolean {
  if (control === undefined || at !== location.hash) return false
  if (document.querySelector('[aria-modal="true"]') !== null) return false
  return document.activeElement === document.body || (document.activeElement === page && !control.element.isConnected)
}

/** Undefined while the control is only switched off. */
function placeToGoOn({ around }: Place, page: HTMLElement): HTMLElement | undefined {
  const [control] = around
  if (control?.element.isConnected) return control.element.matches(TAKES_FOCUS) ? asControl(control.element) : undefined
  for (const { element, next } of around) {
    const found = firstIn(element, page) ?? firstIn(next, page)
    if (found !== undefined) return found
  }
  return page
}

function firstIn(element: Element | null, page: Element): HTMLElement | undefined {
  if (element === null || !page.contains(element)) return undefined
  return asControl(element.matches(TAKES_FOCUS) ? element : element.querySelector(TAKES_FOCUS))
}

function asControl(element: Element | null): HTMLElement | undefined {
  return element instanceof HTMLElement ? element : undefined
}
