import { Button, FileButton } from '@mantine/core'
import { useRef } from 'react'

interface KeyFileButtonProps {
  label: string
  size?: 'xs' | 'sm'
  loading?: boolean
  onPick: (file: File) => void
}

/** Picks one small key file; the same file can be picked again after a failure. */
export function KeyFileButton({ label, size = 'xs', loading = false, onPick }: KeyFileButtonProps) {
  const reset = useRef<() => void>(null)
  const pick = (file: File | null) => {
    if (file === null) return
    reset.current?.()
    onPick(file)
  }
  return (
    <FileButton resetRef={reset} accept=".json,application/json,text/plain" onChange={pick}>
      {(props) => (
        <Button {...props} size={size} variant="default" loading={loading}>
          {label}
        </Button>
      )}
    </FileButton>
  )
}
