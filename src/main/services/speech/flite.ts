import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';
import { cuesOfPhones, readPhoneEnds } from '@motion/voice/arpabet';
import type { SpokenSound } from './engine';

/** What the built-in voice is asked for. */
export interface FliteRequest {
  text: string;
  /** One of flite's: `slt`, `rms`, `awb`, `kal16`. */
  voice: string;
  /** 1 = as the voice speaks by itself. */
  rate: number;
  pitch: number;
}

const SOUND = 'sound.wav';

/**
 * Speaks by flite (Carnegie Mellon University), compiled to WebAssembly with WASI. It sees neither the machine's files nor its
 * network: its whole world is one empty folder in memory, in which it leaves the sound. Takes about 0.1 s for a sentence.
 *
 * @param flite the compiled `flite.wasm`
 * @throws Error where flite ends without a sound
 */
export const speakByFlite = (flite: WebAssembly.Module, request: FliteRequest): Required<SpokenSound> => {
  let printed = '';
  const reader = new TextDecoder();
  const folder = new PreopenDirectory('/', new Map());
  const wasi = new WASI(
    fliteArguments(request),
    [],
    [
      new OpenFile(new File([])),
      new ConsoleStdout((bytes) => {
        printed += reader.decode(bytes, { stream: true });
      }),
      new ConsoleStdout(() => undefined),
      folder,
    ],
    { debug: false },
  );
  const instance = new WebAssembly.Instance(flite, { wasi_snapshot_preview1: wasi.wasiImport });
  const code = wasi.start(instance as Parameters<typeof wasi.start>[0]);
  const sound = folder.dir.contents.get(SOUND);
  if (code !== 0 || !(sound instanceof File)) throw new Error(`flite ended with ${code} and no sound.`);
  return { wav: sound.data, cues: cuesOfPhones(readPhoneEnds(printed)) };
};

/** Every value is an argument of its own: no text can become an option. */
const fliteArguments = ({ text, voice, rate, pitch }: FliteRequest): string[] => [
  'flite',
  ...['-voice', voice],
  ...['--setf', `duration_stretch=${(1 / rate).toFixed(3)}`],
  ...['--setf', `f0_shift=${pitch.toFixed(3)}`],
  '-psdur',
  ...['-t', text],
  ...['-o', SOUND],
];
