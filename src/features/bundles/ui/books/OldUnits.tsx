import { Pill } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CommunePicker, type UnitOption } from '../../../units/ui/CommunePicker.tsx'

interface OldUnitsProps {
  units: readonly UnitOption[]
  /** Whether the kind of reorganisation takes one unit only. */
  single: boolean
  onChange: (units: readonly UnitOption[]) => void
}

/** The units a paper names as they were, found by name or code, one after the other. */
export function OldUnits({ units, single, onChange }: OldUnitsProps) {
  const { t } = useTranslation('bundles')
  const add = (unit: UnitOption | undefined) => {
    if (unit === undefined) return
    onChange(single ? [unit] : [...units.filter(({ id }) => id !== unit.id), unit])
  }
  return (
    <div>
      <CommunePicker
        anyLevel
        label={t('reorganise.fromUnits')}
        description={t(single ? 'reorganise.fromOneHint' : 'reorganise.fromHint')}
        required
        value={undefined}
        onChange={add}
      />
      {units.length === 0 ? null : (
        <Pill.Group mt="xs" aria-label={t('reorganise.fromUnits')}>
          {units.map((unit) => (
            <Pill
              key={unit.id}
              size="md"
              withRemoveButton
              removeButtonProps={{
                'aria-label': t('reorganise.dropUnit', { unit: unit.label }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onRemove={() => onChange(units.filter(({ id }) => id !== unit.id))}
            >
              {unit.code === undefined ? unit.label : `${unit.label} (${unit.code})`}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </div>
  )
}
