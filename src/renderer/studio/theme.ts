import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Kagami's accent: the blue-violet of a tilted mirror. */
const iris: MantineColorsTuple = [
  '#eef0ff',
  '#dde1ff',
  '#c0c8ff',
  '#a5b4ff',
  '#8b9bfb',
  '#7484f0',
  '#6170e0',
  '#5060c8',
  '#4250ac',
  '#36428c',
];

/** Cool greys, light enough on the window's ground for AA contrast. */
const dark: MantineColorsTuple = [
  '#e8eaf2',
  '#c3c8d8',
  '#9aa2b8',
  '#8089a1',
  '#353b4d',
  '#282d3c',
  '#1c202b',
  '#151821',
  '#0e1016',
  '#090b0f',
];

const FONTS =
  'Inter, "Segoe UI", system-ui, -apple-system, "Noto Sans", "Hiragino Sans", "Yu Gothic UI", "PingFang SC", "Microsoft YaHei", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK JP", sans-serif';

export const theme = createTheme({
  colors: { iris, dark },
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, multiline: true, maw: 260 } },
    Modal: { defaultProps: { centered: true, overlayProps: { blur: 3 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    SegmentedControl: { defaultProps: { fullWidth: true, withItemsBorders: false } },
  },
});

/** Grounds and the quiet (`light`) variants of buttons, badges and alerts, checked for AA contrast on Studio's surfaces. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    '--mantine-color-body': '#0e1016',
    '--mantine-color-dimmed': '#9aa2b8',
    '--mantine-color-placeholder': '#8089a1',
    '--mantine-color-iris-light': '#222743',
    '--mantine-color-iris-light-hover': '#2b3154',
    '--mantine-color-iris-light-color': '#c0c8ff',
    '--mantine-color-red-light': '#361c22',
    '--mantine-color-red-light-hover': '#44222a',
    '--mantine-color-red-light-color': '#ffb3b3',
    '--mantine-color-orange-light': '#33251a',
    '--mantine-color-orange-light-color': '#ffc58a',
  },
  light: {
    '--mantine-color-body': '#eef0f6',
    '--mantine-color-dimmed': '#59617a',
    '--mantine-color-placeholder': '#6a728a',
    '--mantine-color-iris-light': '#e6e9ff',
    '--mantine-color-iris-light-hover': '#d9deff',
    '--mantine-color-iris-light-color': '#36428c',
    '--mantine-color-red-light': '#ffe8e8',
    '--mantine-color-red-light-hover': '#ffdada',
    '--mantine-color-red-light-color': '#a11d1d',
    '--mantine-color-orange-light': '#fff1e0',
    '--mantine-color-orange-light-color': '#8a4100',
  },
});
