import { createTheme, type MantineColorsTuple, rem } from '@mantine/core'

/** The one accent: a deep river teal. Shade 7 on white and white on shade 7 both pass AA. */
const river: MantineColorsTuple = [
  '#eef5f5',
  '#dbebeb',
  '#b6d7d8',
  '#8cc0c2',
  '#62a8ac',
  '#3e9095',
  '#237a80',
  '#14666c',
  '#0e5257',
  '#0a3e42',
]

/** Warm paper greys; shade 6 is the lightest that still reads as text on paper. */
const gray: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ed',
  '#eae7e0',
  '#dedad1',
  '#c6c1b6',
  '#a39d92',
  '#6c665d',
  '#565149',
  '#3d3933',
  '#24211d',
]

const dark: MantineColorsTuple = [
  '#dcd9d3',
  '#c2beb6',
  '#a8a39a',
  '#7d7971',
  '#4c4944',
  '#3b3834',
  '#2c2a27',
  '#211f1d',
  '#191816',
  '#11100f',
]

const quick = { duration: 100, transition: 'fade' } as const

/** Mantine theme of the whole app; colours that state something live in theme.css as `--nc-…` tokens. */
export const theme = createTheme({
  colors: { river, gray, dark },
  primaryColor: 'river',
  primaryShade: { light: 7, dark: 6 },
  black: '#24211d',
  white: '#ffffff',
  fontFamily: "'Ledger Figures', 'Be Vietnam Pro', 'Noto Sans Lao', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, Consolas, monospace',
  fontSizes: { xs: rem(12), sm: rem(14), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.55', lg: '1.5', xl: '1.4' },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(2), sm: rem(3), md: rem(4), lg: rem(6), xl: rem(8) },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: rem(20), lineHeight: '1.4' }, h2: { fontSize: rem(16), lineHeight: '1.5' } },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    // The page itself never scrolls, only its content, so there is nothing to lock; locking would write a style tag.
    Drawer: { defaultProps: { transitionProps: { duration: 120, transition: 'slide-left' }, lockScroll: false } },
    Modal: { defaultProps: { transitionProps: quick, lockScroll: false } },
    Menu: { defaultProps: { transitionProps: quick, shadow: 'sm' } },
    Popover: { defaultProps: { transitionProps: quick, shadow: 'sm' } },
    Tooltip: { defaultProps: { transitionProps: quick, openDelay: 300 } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'sm' } },
  },
})
