import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'

/** Says the name of a place beside its icon when it is pointed at or has the focus. */
export function NameBeside({ name, children }: { name: string; children: ReactElement }) {
  return (
    <Tooltip label={name} position="right">
      {children}
    </Tooltip>
  )
}
