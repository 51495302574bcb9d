import { Button, Fieldset, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import { DraftNotice } from '../../desk/ui/DraftNotice.tsx'
import { DraftState } from '../../desk/ui/DraftState.tsx'
import { type KeptForm, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { type Letterhead, type LetterheadTexts, letterheadSchema } from '../common/letterheadSchemas.ts'
import { VIET_NAM_BANKS } from '../common/vietNamBanks.ts'
import { bankText, LONGEST_ACCOUNT, LONGEST_PURPOSE } from '../common/vietQr.ts'
import { PaperViews } from './PaperViews.tsx'
import { PAPER_LANGUAGES } from './paperLanguages.ts'
import { usePaperApi } from './usePaperApi.ts'

/** How the office calls itself on its papers, who signs, and the account sponsors pay into. */
export function LetterheadPage() {
  const { t } = useTranslation('papers')
  const stored = useQuery(usePaperApi().letterhead.get.queryOptions({ input: {} }))
  return (
    <>
      <PageHeader title={t('title')} views={<PaperViews />} />
      {stored.error === null ? null : <FailureNotice failure={failureOf(stored.error)} />}
      {stored.data === undefined ? null : (
        <LetterheadForm
          key={stored.data.version}
          letterhead={stored.data.letterhead}
          version={stored.data.version}
          defaults={stored.data.defaults}
        />
      )}
    </>
  )
}

interface LetterheadFormProps {
  letterhead: Letterhead
  version: number
  defaults: Letterhead['texts']
}

function LetterheadForm({ letterhead, version, defaults }: LetterheadFormProps) {
  const { t } = useTranslation('papers')
  const may = useMay('office.settings')
  const kept = useKeptForm({ form: 'papers.letterhead', active: may, start: letterhead, editing: true })
  const { values: fields, change } = kept
  const save = useSaveLetterhead(kept)
  const parsed = letterheadSchema.safeParse(fields)
  return (
    <Stack maw="68rem" gap="md">
      <p className="nc-soft">{t('letterhead.hint')}</p>
      <DraftNotice draft={kept.draft} />
      {PAPER_LANGUAGES.map(({ value }) => (
        <TextsOf
          key={value}
          legend={t(`letterhead.perLanguage.${value}`)}
          texts={fields.texts[value]}
          names={defaults[value]}
          disabled={!may}
          onChange={(texts) => change({ texts: { ...fields.texts, [value]: texts } })}
        />
      ))}
      <Fieldset legend={t('letterhead.signers')} disabled={!may}>
        <div className="nc-wording-columns">
          <Line
            label={t('letterhead.chairName')}
            value={fields.chairName}
            onChange={(chairName) => change({ chairName })}
          />
          <Line
            label={t('letterhead.treasurerName')}
            value={fields.treasurerName}
            onChange={(treasurerName) => change({ treasurerName })}
          />
        </div>
      </Fieldset>
      <AccountFields fields={fields} disabled={!may} onChange={change} />
      {save.failure === undefined ? null : <FailureNotice failure={save.failure} />}
      {may ? (
        <div>
          <Button
            loading={save.isPending}
            disabled={!parsed.success}
            onClick={() => parsed.success && save.mutate({ letterhead: parsed.data, version })}
          >
            {t('letterhead.save')}
          </Button>
          <DraftState draft={kept.draft} />
        </div>
      ) : null}
    </Stack>
  )
}

function useSaveLetterhead(kept: KeptForm<Letterhead>) {
  const { t } = useTranslation('papers')
  const queries = useQueryClient()
  return useKeptWrite(kept, {
    write: usePaperApi().letterhead.save.call,
    onWritten: async (output) => {
      if (output !== undefined) notifications.show({ message: t('letterhead.saved') })
      await queries.invalidateQueries()
    },
  })
}

interface TextsOfProps {
  legend: string
  texts: LetterheadTexts
  /** What stands on the paper where a line is empty. */
  names: LetterheadTexts
  disabled: boolean
  onChange: (texts: LetterheadTexts) => void
}

function TextsOf({ legend, texts, names, disabled, onChange }: TextsOfProps) {
  const { t } = useTranslation('papers')
  return (
    <Fieldset legend={legend} disabled={disabled}>
      <div className="nc-wording-columns">
        <Line
          label={t('letterhead.above')}
          placeholder={names.above}
          value={texts.above}
          onChange={(above) => onChange({ ...texts, above })}
        />
        <Textarea
          label={t('letterhead.branch')}
          placeholder={names.branch}
          autosize
          minRows={1}
          maxRows={2}
          value={texts.branch}
          onChange={(event) => onChange({ ...texts, branch: event.currentTarget.value })}
        />
        <Line
          label={t('letterhead.place')}
          placeholder={names.place}
          value={texts.place}
          onChange={(place) => onChange({ ...texts, place })}
        />
        <Line
          label={t('letterhead.chairTitle')}
          placeholder={names.chairTitle}
          value={texts.chairTitle}
          onChange={(chairTitle) => onChange({ ...texts, chairTitle })}
        />
      </div>
    </Fieldset>
  )
}

interface AccountFieldsProps {
  fields: Letterhead
  disabled: boolean
  onChange: (part: Partial<Letterhead>) => void
}

function AccountFields({ fields, disabled, onChange }: AccountFieldsProps) {
  const { t } = useTranslation('papers')
  return (
    <Fieldset legend={t('letterhead.account')} disabled={disabled}>
      <div className="nc-wording-columns">
        <Select
          clearable
          searchable
          label={t('letterhead.bank')}
          data={VIET_NAM_BANKS.map(({ bin, name }) => ({ value: bin, label: name }))}
          value={fields.bankBin === '' ? null : fields.bankBin}
          onChange={(bankBin) => onChange({ bankBin: bankBin ?? '' })}
        />
        <TextInput
          label={t('letterhead.number')}
          autoComplete="off"
          maxLength={LONGEST_ACCOUNT}
          value={fields.account}
          onChange={(event) => onChange({ account: event.currentTarget.value.replaceAll(/[^A-Za-z0-9]/g, '') })}
        />
        <Line
          label={t('letterhead.name')}
          value={fields.accountName}
          onChange={(accountName) => onChange({ accountName })}
        />
        <TextInput
          label={t('letterhead.note')}
          description={t('letterhead.noteHint')}
          autoComplete="off"
          maxLength={LONGEST_PURPOSE}
          value={fields.transferNote}
          onChange={(event) => onChange({ transferNote: event.currentTarget.value })}
          onBlur={() => onChange({ transferNote: bankText(fields.transferNote) })}
        />
      </div>
    </Fieldset>
  )
}

interface LineProps {
  label: string
  value: string
  placeholder?: string
  onChange: (value: string) => void
}

function Line({ label, value, placeholder, onChange }: LineProps) {
  return (
    <TextInput
      label={label}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
