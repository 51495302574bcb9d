import { LANGUAGES } from './support/words.ts'
import { command } from './support/commands.ts'
import { expect, test } from './support/officeTest.ts'

for (const language of LANGUAGES) {
  test(`probe ${language}`, async ({ openDesk, folder }) => {
    await command('init', '--data', `${folder}/b`, '--unit', '15013', '--user', 'Lò Thị Hà')
    const desk = await openDesk({ language })
    await desk.createOffice('branch', { search: 'na meo', name: /Na M/ })
    await expect(desk.heading(desk.t('today:title'))).toBeVisible()
  })
}
