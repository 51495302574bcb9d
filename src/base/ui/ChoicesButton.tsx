import { Menu } from '@mantine/core'
import { ActionButton, type ActionButtonProps, type PageAction } from './ActionButton.tsx'

type Choices = NonNullable<PageAction['choices']>

/** A button that opens a menu of actions. */
export function ChoicesButton({ choices, ...button }: ActionButtonProps & { choices: Choices }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionButton {...button} opens />
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={choice.label} onClick={choice.onSelect}>
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
