import { Table } from '@mantine/core'

/** The head of a column of buttons: nothing to see, named in text, since who hears the table may not get a label of an empty cell. */
export function HiddenHead({ label }: { label: string }) {
  return (
    <Table.Th>
      <span className="nc-visually-hidden">{label}</span>
    </Table.Th>
  )
}
