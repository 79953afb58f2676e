import type { SpeechCue, Viseme } from '@shared/speech';

/**
 * The phones of flite's English voices, as visemes; a diphthong moves from one to the next. Source: CMU's `radio` phone set (Festival,
 * lib/radio_phones.scm), which flite's cmu_us voices use, and the reference pictures of Oculus LipSync.
 */
export const PHONE_VISEMES: Readonly<Record<string, readonly [Viseme] | readonly [Viseme, Viseme]>> = {
  aa: ['aa'],
  ae: ['aa'],
  ah: ['aa'],
  ao: ['O'],
  aw: ['aa', 'U'],
  ax: ['E'],
  axr: ['RR'],
  ay: ['aa', 'I'],
  b: ['PP'],
  ch: ['CH'],
  d: ['DD'],
  dh: ['TH'],
  dx: ['DD'],
  eh: ['E'],
  el: ['nn'],
  em: ['PP'],
  en: ['nn'],
  er: ['RR'],
  ey: ['E', 'I'],
  f: ['FF'],
  g: ['kk'],
  hh: ['kk'],
  hv: ['kk'],
  ih: ['I'],
  iy: ['I'],
  jh: ['CH'],
  k: ['kk'],
  l: ['nn'],
  m: ['PP'],
  n: ['nn'],
  nx: ['nn'],
  ng: ['kk'],
  ow: ['O', 'U'],
  oy: ['O', 'I'],
  p: ['PP'],
  r: ['RR'],
  s: ['SS'],
  sh: ['CH'],
  t: ['DD'],
  th: ['TH'],
  uh: ['U'],
  uw: ['U'],
  v: ['FF'],
  w: ['U'],
  y: ['I'],
  z: ['SS'],
  zh: ['CH'],
  pau: ['sil'],
  brth: ['sil'],
  'h#': ['sil'],
};

/** The first half of a diphthong is the longer one. */
const FIRST_SHARE = 0.6;
/** A phone that the table does not know opens the mouth a little. */
const UNKNOWN = ['kk'] as const;

/** A phone until `end`, milliseconds. */
export interface TimedPhone {
  phone: string;
  end: number;
}

/** Cues whose ends never go back, however the phones lie. */
export const cuesOfPhones = (phones: readonly TimedPhone[]): SpeechCue[] => {
  const cues: SpeechCue[] = [];
  let begin = 0;
  for (const { phone, end } of phones) {
    if (!(end > begin)) continue;
    const [first, second] = PHONE_VISEMES[phone] ?? UNKNOWN;
    if (second !== undefined) cues.push({ viseme: first, end: begin + (end - begin) * FIRST_SHARE });
    cues.push({ viseme: second ?? first, end });
    begin = end;
  }
  return cues;
};

/** Reads what `flite -psdur` prints: `pau:0.164 hh:0.233 …`, each phone with its end in seconds. */
export const readPhoneEnds = (printed: string): TimedPhone[] =>
  [...printed.matchAll(/(\S+):(\d+(?:\.\d+)?)(?=\s|$)/g)].map(([, phone, seconds]) => ({
    phone: phone!,
    end: Number(seconds) * 1000,
  }));
