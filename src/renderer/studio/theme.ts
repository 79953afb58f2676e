import { createTheme, type MantineColorsTuple } from '@mantine/core';

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
