import { useEffect, useState } from 'react'

/** By then the first screen has been drawn, on a slow PC too, and nobody has looked away from it yet; in milliseconds. */
const A_MOMENT = 300

/** False while the first screen is drawn, which what it does not show would only hold up. */
export function useLater(): boolean {
  const [later, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), A_MOMENT)
    return () => clearTimeout(timer)
  }, [])
  return later
}
