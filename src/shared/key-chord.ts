/** A key with its modifiers, as rules store it: `Control+Shift+KeyP`. The key is a `KeyboardEvent.code`: a place, not a letter. */
export interface KeyChord {
  control: boolean;
  alt: boolean;
  shift: boolean;
  meta: boolean;
  code: string;
}

/** What of a KeyboardEvent a chord is made of. */
export interface KeyPress {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;
const MODIFIER_CODE = /^(Control|Alt|Shift|Meta|OS)(Left|Right)?$|^(CapsLock|Fn|FnLock|NumLock|ScrollLock)$/;
const CODE = /^[A-Za-z][A-Za-z0-9]{0,31}$/;

/** @returns undefined while only modifiers are down, or where the key has no code */
export const chordOf = (press: KeyPress): KeyChord | undefined => {
  if (!CODE.test(press.code) || press.code === 'Unidentified' || MODIFIER_CODE.test(press.code))
    return undefined;
  return {
    control: press.ctrlKey,
    alt: press.altKey,
    shift: press.shiftKey,
    meta: press.metaKey,
    code: press.code,
  };
};

export const writeChord = ({ control, alt, shift, meta, code }: KeyChord): string =>
  [...MODIFIERS.filter((_, i) => [control, alt, shift, meta][i]), code].join('+');

/** @returns undefined where the text is no chord */
export const readChord = (text: string): KeyChord | undefined => {
  const parts = text.split('+');
  const code = parts.pop() ?? '';
  const known = parts.every((part, i) => isModifier(part) && parts.indexOf(part) === i);
  if (!known || !CODE.test(code) || MODIFIER_CODE.test(code)) return undefined;
  return {
    control: parts.includes('Control'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    meta: parts.includes('Meta'),
    code,
  };
};

const isModifier = (part: string): boolean => (MODIFIERS as readonly string[]).includes(part);

export const chordMatches = (chord: KeyChord, press: KeyPress): boolean =>
  chord.code === press.code &&
  chord.control === press.ctrlKey &&
  chord.alt === press.altKey &&
  chord.shift === press.shiftKey &&
  chord.meta === press.metaKey;

/** Codes whose names say little about what is printed on the key. */
const LABELS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backquote: '`',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '=',
  Minus: '-',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Slash: '/',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  NumpadMultiply: 'Num *',
  NumpadDivide: 'Num /',
  NumpadDecimal: 'Num .',
  NumpadEnter: 'Num Enter',
};

/** As people read it: `Ctrl + Shift + P`. On macOS with its own names of the modifiers. */
export const describeChord = (text: string, mac = false): string => {
  const chord = readChord(text);
  if (chord === undefined) return text;
  const key =
    LABELS[chord.code] ?? chord.code.replace(/^(Key|Digit)(?=.$)/, '').replace(/^Numpad(?=\d)/, 'Num ');
  return [
    chord.control && (mac ? '⌃' : 'Ctrl'),
    chord.alt && (mac ? '⌥' : 'Alt'),
    chord.shift && (mac ? '⇧' : 'Shift'),
    chord.meta && (mac ? '⌘' : 'Win'),
    key,
  ]
    .filter(Boolean)
    .join(mac ? ' ' : ' + ');
};

/** Keys by code as Electron names them, where the names differ beyond `Key` and `Digit`. */
const ACCELERATORS: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Backquote: '`',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '=',
  Minus: '-',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Slash: '/',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
  NumpadDecimal: 'numdec',
};
const SAME_NAME =
  /^(F([1-9]|1\d|2[0-4])|Space|Tab|Backspace|Delete|Insert|Enter|Home|End|PageUp|PageDown|Escape)$/;

/** The chord as Electron's globalShortcut takes it; undefined where it has no name for the key. */
export const acceleratorOf = (text: string): string | undefined => {
  const chord = readChord(text);
  if (chord === undefined) return undefined;
  const { code } = chord;
  const key =
    ACCELERATORS[code] ??
    /^(?:Key|Digit)(.)$/.exec(code)?.[1] ??
    /^Numpad(\d)$/.exec(code)?.[1]?.replace(/^/, 'num') ??
    (SAME_NAME.test(code) ? code : undefined);
  if (key === undefined) return undefined;
  const modifiers = [
    chord.control && 'Control',
    chord.alt && 'Alt',
    chord.shift && 'Shift',
    chord.meta && 'Super',
  ];
  return [...modifiers.filter(Boolean), key].join('+');
};

/**
 * Keys that would be lost to every other program, or to Kagami's own fields, without a modifier: letters, digits and signs.
 * Function keys, the number pad and media keys may stand alone.
 */
export const mayStandAlone = ({ control, alt, meta, code }: KeyChord): boolean =>
  control || alt || meta || /^(F\d|Numpad|Media|Audio|Pause$|Insert$|Home$|End$|Page)/.test(code);
