import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import lo from '../../../locales/lo/common.json' with { type: 'json' }
import vi from '../../../locales/vi/common.json' with { type: 'json' }
import { FactList } from '../../../src/base/ui/FactList.tsx'
import { FailureNotice } from '../../../src/base/ui/FailureNotice.tsx'
import { createI18n } from '../../../src/base/ui/i18n.ts'
import { MoneyField } from '../../../src/base/ui/MoneyField.tsx'
import { MonthStrip } from '../../../src/base/ui/MonthStrip.tsx'

const storage = { getItem: () => null, setItem: () => undefined }

function drawn(page: ReactNode, language: 'vi' | 'lo' = 'vi'): string {
  const i18n = createI18n({ resources: { vi: { common: vi }, lo: { common: lo } }, language, storage })
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <MantineProvider>{page}</MantineProvider>
    </I18nextProvider>,
  )
}

test('a stored amount is written grouped and never doubted, however small', () => {
  const field = drawn(<MoneyField label="Số tiền" value={5000} />)
  expect(field).toContain('value="5.000"')
  expect(field).not.toContain('data-unread')
})

test('an amount is spelled out in the language on screen', () => {
  expect(drawn(<MoneyField label="Số tiền" value={1_500_000} inWords />)).toContain('Một triệu năm trăm nghìn đồng')
  expect(drawn(<MoneyField label="ຈຳນວນເງິນ" value={1_500_000} inWords />, 'lo')).toContain('ລ້ານ')
})

test('a fact nobody has written yet is shown as missing, while a zero is a fact', () => {
  const list = drawn(<FactList facts={[{ label: 'Điện thoại' }, { label: 'Số con', value: 0 }]} />)
  expect(list.match(/nc-missing/g)).toHaveLength(1)
})

test('every month of a strip says its state in words, and one of them can be reached by Tab', () => {
  const strip = drawn(
    <MonthStrip
      label="Các kỳ"
      months={[
        { month: '2026-01', state: 'paid', note: '500.000 ₫' },
        { month: '2026-02', state: 'late' },
      ]}
    />,
  )
  expect(strip).toContain('aria-label="Tháng 1: đã trao · 500.000 ₫"')
  expect(strip).toContain('aria-label="Tháng 2: quá hạn"')
  expect(strip.match(/tabindex="0"/g)).toHaveLength(1)
})

test('no failure, no notice', () => {
  expect(drawn(<FailureNotice failure={undefined} />)).not.toContain('role="alert"')
  expect(drawn(<FailureNotice failure={{ code: 'common.diskFull' }} />)).toContain('Ổ đĩa đã đầy')
})
