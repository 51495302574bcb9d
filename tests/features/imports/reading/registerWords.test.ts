import { describe, expect, test } from 'vitest'
import { readCategories } from '../../../../src/features/imports/common/readCategories.ts'
import { splitAddress } from '../../../../src/features/imports/core/reading/addressText.ts'
import { readAmountUnit, recogniseHeader } from '../../../../src/features/imports/core/reading/headerWords.ts'

describe('a column header', () => {
  test.each([
    ['Số TT', 'ordinal'],
    ['Họ và tên', 'name'],
    ['HỌ TÊN NGƯỜI ĐƯỢC TRỢ GIÚP', 'name'],
    ['Tên đối tượng', 'name'],
    ['Người được đỡ đầu', 'name'],
    ['Họ tên chủ hộ', 'householdHead'],
    ['Họ và tên người giám hộ', 'guardian'],
    ['Họ tên mẹ', 'guardian'],
    ['Ngày, tháng, năm sinh', 'birth'],
    ['Năm sinh', 'birth'],
    ['Giới tính', 'sex'],
    ['Nam/Nữ', 'sex'],
    ['Số CMND/CCCD', 'idNumber'],
    ['Mã định danh cá nhân', 'idNumber'],
    ['Dân tộc', 'ethnicity'],
    ['Số điện thoại liên hệ', 'phone'],
    ['Thôn (bản, khu phố)', 'village'],
    ['Tổ dân phố', 'village'],
    ['Xã, phường', 'commune'],
    ['Địa chỉ thường trú', 'address'],
    ['Nơi ở', 'address'],
    ['Hoàn cảnh gia đình', 'category'],
    ['Thuộc diện', 'category'],
    ['Đối tượng', 'category'],
    ['Hộ cận nghèo', 'category:nearPoor'],
    ['Khuyết tật', 'category:disability'],
    ['Đơn vị, cá nhân nhận đỡ đầu', 'donor'],
    ['Người đỡ đầu', 'donor'],
    ['Nhà tài trợ', 'donor'],
    ['Tổ chức nhận giúp đỡ', 'donor'],
    ['Mức hỗ trợ (đồng/tháng)', 'monthly'],
    ['Số tiền', 'monthly'],
    ['Tổng số tiền', 'ignored'],
    ['Từ tháng', 'fromMonth'],
    ['Đến tháng/năm', 'toMonth'],
    ['Số tháng hỗ trợ', 'months'],
    ['Thời gian hỗ trợ', 'period'],
    ['Ghi chú', 'note'],
    ['Ký nhận', 'ignored'],
    ['Cột lạ', undefined],
    ['', undefined],
  ])('%s', (header, field) => {
    expect(recogniseHeader(header)?.field).toBe(field)
  })

  test.each([
    ['Mức hỗ trợ (nghìn đồng)', 1000],
    ['ĐVT: 1.000 đồng', 1000],
    ['Số tiền (triệu đồng)', 1_000_000],
    ['Mức hỗ trợ (đồng/tháng)', 1],
  ])('%s', (header, unit) => {
    expect(readAmountUnit(header)).toBe(unit)
  })
})

test.each([
  ['Hộ nghèo', ['poor']],
  ['Hộ cận nghèo', ['nearPoor']],
  ['Bệnh hiểm nghèo', ['seriousIllness']],
  ['Người cao tuổi cô đơn', ['elderlyAlone']],
  ['già neo đơn', ['elderlyAlone']],
  ['Nạn nhân CĐDC', ['agentOrange']],
  ['Nạn nhân chất độc da cam', ['agentOrange']],
  ['Trẻ mồ côi', ['orphan']],
  ['NKT nặng', ['disability']],
  ['Học sinh nghèo vượt khó', ['poorPupil']],
  ['Hoàn cảnh khó khăn', ['hardship']],
  ['Gia đình chính sách', ['policyFamily']],
  ['Bị thiên tai', ['disaster']],
  ['Khác', ['other']],
  ['Trẻ mồ côi; hộ nghèo, khuyết tật', ['orphan', 'poor', 'disability']],
  ['Người tốt', []],
])('the category in "%s"', (text, codes) => {
  expect(readCategories(text)).toEqual(codes)
})

test.each([
  ['Thôn 1, xã Na Mèo', 'Thôn 1', 'Na Mèo', null],
  ['Bản Ón - xã Na Mèo - huyện Quan Sơn', 'Bản Ón', 'Na Mèo', 'huyện Quan Sơn'],
  ['số 12, khu phố 3, phường Hạc Thành, tỉnh Thanh Hóa', 'khu phố 3', 'Hạc Thành', 'số 12, tỉnh Thanh Hóa'],
  ['Tổ 4, Phường 3', 'Tổ 4', 'Phường 3', null],
  ['Ngọc Sơn, Na Mèo, huyện Quan Sơn', 'Ngọc Sơn', 'Na Mèo', 'huyện Quan Sơn'],
  ['Thôn Ngọc Sơn', 'Thôn Ngọc Sơn', null, null],
  ['Xã Na Mèo', null, 'Na Mèo', null],
])('the address "%s"', (text, ...parts) => {
  const { villageName, communeName, detail } = splitAddress(text)
  expect([villageName, communeName, detail]).toEqual(parts)
})
