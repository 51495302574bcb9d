import { type FlexProps, Select } from '@mantine/core'

/** Above this many choices one is found sooner by typing. */
const MANY = 8

export interface FilterSelectProps<Value extends string> {
  label: string
  /** What stands there while nothing is chosen: “all kinds”. */
  placeholder: string
  options: readonly { value: Value; label: string }[]
  value: Value | null
  onChange: (value: Value | null) => void
  w?: string
  flex?: FlexProps['flex']
}

/** One choice that narrows a list, or none. */
export function FilterSelect<Value extends string>({ label, options, onChange, ...rest }: FilterSelectProps<Value>) {
  return (
    <Select
      size="xs"
      aria-label={label}
      clearable
      searchable={options.length > MANY}
      data={[...options]}
      onChange={(value) => onChange(options.find((each) => each.value === value)?.value ?? null)}
      {...rest}
    />
  )
}
