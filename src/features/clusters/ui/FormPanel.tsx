import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quarter } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { FormTable, ReportForm } from '../common/clusterSchemas.ts'
import { UnitNote } from './UnitNote.tsx'
import { useClusters, useSaving, useSheet } from './useClusters.ts'

/** Report forms: chosen indicators of every unit, from the new year on. */
export function FormPanel({ quarter }: { quarter: Quarter }) {
  const { t } = useTranslation('clusters')
  const { api, nameOf } = useClusters()
  const [code, setCode] = useState<string>()
  const [editing, setEditing] = useState<ReportForm | 'new'>()
  const forms = useQuery(api.clusters.forms.list.queryOptions()).data?.forms ?? []
  const form = forms.find((one) => one.code === code)
  const table = useQuery({
    ...api.clusters.forms.table.queryOptions({ input: { code: code ?? 'none', ...quarter } }),
    enabled: form !== undefined,
  })
  return (
    <details className="nc-cluster-panel">
      <summary>{t('forms.title')}</summary>
      {table.error === null ? null : <FailureNotice failure={failureOf(table.error)} />}
      {forms.length === 0 ? <p className="nc-soft">{t('forms.none')}</p> : null}
      <div className="nc-cluster-actions">
        {forms.length === 0 ? null : (
          <Select
            label={t('forms.choose')}
            data={forms.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
            value={code ?? null}
            onChange={(value) => setCode(value ?? undefined)}
          />
        )}
        <FormActions form={form} quarter={quarter} onEdit={setEditing} />
      </div>
      {form === undefined || table.data === undefined ? null : <Filled table={table.data} />}
      {editing === undefined ? null : (
        <FormDrawer form={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </details>
  )
}

interface FormActionsProps {
  form: ReportForm | undefined
  quarter: Quarter
  onEdit: (form: ReportForm | 'new') => void
}

function FormActions({ form, quarter, onEdit }: FormActionsProps) {
  const { t } = useTranslation('clusters')
  const { client, language, mayEdit, mayExport } = useClusters()
  const sheet = useSheet(() => client.clusters.forms.xlsx({ code: form?.code ?? '', ...quarter, language }))
  return (
    <>
      {mayEdit ? (
        <Button variant="default" onClick={() => onEdit('new')}>
          {t('forms.add')}
        </Button>
      ) : null}
      {mayEdit && form !== undefined ? (
        <Button variant="default" onClick={() => onEdit(form)}>
          {t('forms.edit')}
        </Button>
      ) : null}
      {mayExport && form !== undefined ? (
        <Button variant="default" loading={sheet.isPending} onClick={() => sheet.mutate()}>
          {t('export')}
        </Button>
      ) : null}
      {sheet.error === null ? null : <FailureNotice failure={failureOf(sheet.error)} />}
    </>
  )
}

function Filled({ table }: { table: FormTable }) {
  const { t } = useTranslation('clusters')
  const { formatDay, formatNumber, language } = useFormat()
  const { nameOf } = useClusters()
  const text = (value: number | null) => (value === null ? '–' : formatNumber(value))
  const { from, to } = table.window
  return (
    <div className="nc-cluster-scroll">
      <table className="nc-cluster-table">
        <caption>
          {t('forms.caption', { name: nameOf(table.form.names), from: formatDay(from), to: formatDay(to) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('standing.unit')}</th>
            {table.indicators.map((one) => (
              <th key={one.code} scope="col" className="num">
                {nameOf(one.names)} <span className="nc-soft">({t(`basis.${one.basis ?? 'unknown'}`)})</span>
              </th>
            ))}
            <th scope="col">{t('standing.note')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.unit.id}>
              <th scope="row">{row.unit[language]}</th>
              {row.values.map((value, index) => (
                <td key={table.indicators[index]?.code} className="num">
                  {text(value)}
                </td>
              ))}
              <td>
                <UnitNote row={row} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('forms.total')}</th>
            {table.total.map((value, index) => (
              <td key={table.indicators[index]?.code} className="num">
                {text(value)}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function FormDrawer({ form, onClose }: { form: ReportForm | undefined; onClose: () => void }) {
  const { t } = useTranslation('clusters')
  const { api, client, nameOf } = useClusters()
  const known = useQuery(api.clusters.indicators.list.queryOptions()).data?.indicators ?? []
  const [draft, setDraft] = useState({
    code: form?.code ?? '',
    vi: form?.names.vi ?? '',
    indicators: form?.indicators ?? [],
  })
  const patch = (changes: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changes }))
  const save = useSaving(
    () =>
      client.clusters.forms.save({
        code: draft.code,
        names: { vi: draft.vi, en: form?.names.en ?? null, lo: form?.names.lo ?? null },
        indicators: draft.indicators,
      }),
    onClose,
  )
  const remove = useSaving(() => client.clusters.forms.remove({ code: draft.code }), onClose)
  const failed = save.error ?? remove.error
  return (
    <RecordDrawer
      opened
      title={t(form === undefined ? 'forms.add' : 'forms.edit')}
      verb={t('save')}
      saving={save.isPending}
      disabled={draft.code.trim() === '' || draft.vi.trim() === '' || draft.indicators.length === 0}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      note={failed === null ? null : <FailureNotice failure={failureOf(failed)} />}
    >
      <TextInput
        label={t('indicators.code')}
        required
        disabled={form !== undefined}
        value={draft.code}
        onChange={(event) => patch({ code: event.currentTarget.value })}
      />
      <TextInput
        label={t('forms.name')}
        required
        value={draft.vi}
        onChange={(event) => patch({ vi: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('forms.indicators')}
        required
        data={known.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
        value={draft.indicators}
        onChange={(indicators) => patch({ indicators })}
      />
      {form?.origin === 'own' ? (
        <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
          {t('remove')}
        </Button>
      ) : null}
    </RecordDrawer>
  )
}
