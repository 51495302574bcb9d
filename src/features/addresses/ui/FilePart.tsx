import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'

export interface FilePartProps {
  title: string
  /** The button that adds to this part; without it nothing can be added. */
  add?: { label: string; onSelect: () => void } | undefined
  children: ReactNode
}

/** One part of a file under its heading, with the button that adds to it. */
export function FilePart({ title, add, children }: FilePartProps) {
  return (
    <section className="nc-file-part" aria-label={title}>
      <div className="nc-file-part-head">
        <h2>{title}</h2>
        {add === undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size="1rem" stroke={1.5} />}
            onClick={add.onSelect}
          >
            {add.label}
          </Button>
        )}
      </div>
      {children}
    </section>
  )
}
