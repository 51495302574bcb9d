export interface BridgeMarkProps {
  /** Height in rem; the width follows. */
  size?: number
}

/** The app's own mark: a small bridge over water. Never an emblem the law protects. */
export function BridgeMark({ size = 1.25 }: BridgeMarkProps) {
  return (
    <svg
      width={`${size * 1.4}rem`}
      height={`${size}rem`}
      viewBox="0 0 28 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2 12h24" />
      <path d="M4 12c2.5-7.5 17.5-7.5 20 0" />
      <path d="M10 12V7.3M14 12V6.4M18 12V7.3" strokeWidth="1.4" />
      <path d="M5 17.2c1.5 1.1 3 1.1 4.5 0s3-1.1 4.5 0 3 1.1 4.5 0 3-1.1 4.5 0" strokeWidth="1.4" />
    </svg>
  )
}
