import type { CheckState, HostCheck } from '@shared/doctor';
import type { OutputState } from '@shared/outputs';
import type { StudioKey } from '../i18n';
import { OUTPUT_NAMES } from '../output-names';
import type { StudioState } from '../store';
import type { DoctorReading, Permission } from './read-doctor';

/** What Studio can do about a finding by itself. */
export type Fix = 'start' | 'retry' | 'lite' | 'outputs' | 'tracking' | 'other-port' | 'go-online';

/** One line of the check-up: what was looked at, how it is, and what to do. */
export interface Finding {
  id: string;
  state: CheckState;
  title: StudioKey;
  /** Undefined where `fault` has the words. */
  words?: StudioKey;
  /** What stops an output: Studio has words for its code, or else the host's own are shown. */
  fault?: Pick<OutputState, 'code' | 'message' | 'action'>;
  values?: Record<string, string | number>;
  fix?: Fix | undefined;
}

type Seen = Pick<StudioState, 'settings' | 'source' | 'sourceFailure' | 'outputs' | 'stages'>;

/** Brightness 0..255 that cameras need at least for short exposures, and above which skin loses its shape. */
const DARK = 60;
const BRIGHT = 215;
/** A face this much darker than its surroundings is lit from behind. */
const BACKLIT = 0.6;
/** The face's share of the picture's height that landmarks need, and that leaves room for the hands. */
const FAR = 0.14;
const NEAR = 0.62;
const OFF_CENTRE = 0.22;
/** Results a second that look fluent after filtering. */
const SLOW = 12;

/** Judges a reading, worst news first. */
export const findings = (reading: DoctorReading, seen: Seen): Finding[] => {
  const all = [
    cameraFinding(seen),
    ...pictureFindings(reading, seen),
    ...speedFindings(reading, seen),
    permissionFinding('camera', reading.page.camera),
    permissionFinding('microphone', reading.page.microphone),
    ...reading.host.map(hostFinding),
    ...outputFindings(seen),
    ...(seen.settings.network.offline
      ? [
          {
            id: 'network',
            state: 'info',
            title: 'doctor.network',
            words: 'doctor.offline',
            fix: 'go-online',
          } as const,
        ]
      : []),
  ];
  const order: Record<CheckState, number> = { bad: 0, warn: 1, info: 2, good: 3 };
  return all.sort((a, b) => order[a.state] - order[b.state]);
};

const cameraFinding = ({ settings, source, sourceFailure }: Seen): Finding => {
  const camera = { id: 'camera', title: 'doctor.camera' } as const;
  if (!settings.capture.running) return { ...camera, state: 'info', words: 'doctor.cameraOff', fix: 'start' };
  if (sourceFailure !== undefined || source?.fault !== undefined || source?.state !== 'running')
    return { ...camera, state: 'bad', words: 'doctor.cameraFault', fix: 'retry' };
  if (settings.capture.source === 'take')
    return { ...camera, state: 'info', words: 'doctor.cameraTake', fix: 'tracking' };
  const values = {
    name: source.sourceLabel,
    rate: Math.round(source.captureRate),
    wanted: settings.capture.frameRate,
    width: source.imageWidth,
    height: source.imageHeight,
  };
  const slow = source.captureRate < settings.capture.frameRate * 0.7;
  return slow
    ? { ...camera, state: 'warn', words: 'doctor.cameraSlow', values }
    : { ...camera, state: 'good', words: 'doctor.cameraGood', values };
};

const pictureFindings = ({ page }: DoctorReading, { settings, source }: Seen): Finding[] => {
  if (!settings.capture.running || source?.state !== 'running' || settings.capture.source === 'take')
    return [];
  return [lightFinding(page), framingFinding(page)];
};

const lightFinding = ({ light }: DoctorReading['page']): Finding => {
  const about = { id: 'light', title: 'doctor.light' } as const;
  if (light === undefined) return { ...about, state: 'info', words: 'doctor.lightUnknown' };
  const brightness = light.face ?? light.picture;
  if (brightness < DARK) return { ...about, state: 'warn', words: 'doctor.lightDark' };
  if (brightness > BRIGHT) return { ...about, state: 'warn', words: 'doctor.lightBright' };
  if (light.face !== undefined && light.face < light.picture * BACKLIT)
    return { ...about, state: 'warn', words: 'doctor.lightBack' };
  return { ...about, state: 'good', words: 'doctor.lightGood' };
};

const framingFinding = ({ framing }: DoctorReading['page']): Finding => {
  const about = { id: 'framing', title: 'doctor.framing' } as const;
  if (framing === undefined) return { ...about, state: 'warn', words: 'doctor.framingNone' };
  if (framing.height < FAR) return { ...about, state: 'warn', words: 'doctor.framingFar' };
  if (framing.height > NEAR) return { ...about, state: 'warn', words: 'doctor.framingNear' };
  if (Math.max(Math.abs(framing.offsetX), Math.abs(framing.offsetY)) > OFF_CENTRE)
    return { ...about, state: 'warn', words: 'doctor.framingOff' };
  return { ...about, state: 'good', words: 'doctor.framingGood' };
};

const speedFindings = ({ page }: DoctorReading, { settings, source }: Seen): Finding[] => {
  const found: Finding[] = [
    page.softwareGpu
      ? {
          id: 'gpu',
          state: 'warn',
          title: 'doctor.gpu',
          words: 'doctor.gpuSoftware',
          values: { name: page.gpu },
        }
      : {
          id: 'gpu',
          state: page.gpu === '' ? 'info' : 'good',
          title: 'doctor.gpu',
          words: page.gpu === '' ? 'doctor.gpuUnknown' : 'doctor.gpuGood',
          values: { name: page.gpu },
        },
  ];
  if (source?.state !== 'running' || source.delegate === undefined) return found;
  const values = { rate: Math.round(source.trackRates.face), processor: source.delegate.toUpperCase() };
  const about = { id: 'speed', title: 'doctor.speed', values } as const;
  const slow = source.trackRates.face < SLOW;
  found.push(
    slow
      ? {
          ...about,
          state: 'warn',
          words: 'doctor.speedSlow',
          fix: settings.tracking.quality === 'full' ? 'lite' : undefined,
        }
      : { ...about, state: 'good', words: 'doctor.speedGood' },
  );
  return found;
};

const PERMISSION_WORDS: Readonly<Record<Permission, { state: CheckState; words: StudioKey }>> = {
  granted: { state: 'good', words: 'doctor.allowed' },
  prompt: { state: 'info', words: 'doctor.willAsk' },
  denied: { state: 'bad', words: 'doctor.blocked' },
  unknown: { state: 'info', words: 'doctor.permissionUnknown' },
};

const permissionFinding = (device: 'camera' | 'microphone', permission: Permission): Finding => ({
  id: `permission-${device}`,
  title: device === 'camera' ? 'doctor.cameraPermission' : 'doctor.microphone',
  ...PERMISSION_WORDS[permission],
});

const hostFinding = (check: HostCheck): Finding => {
  switch (check.id) {
    case 'models':
      return {
        id: check.id,
        state: check.state,
        title: 'doctor.models',
        words: check.state === 'good' ? 'doctor.modelsGood' : 'doctor.modelsMissing',
        values: { names: check.missing.join(', ') },
      };
    case 'obs':
      return {
        id: check.id,
        state: check.state,
        title: 'doctor.obs',
        words: check.state === 'good' ? 'doctor.obsGood' : 'doctor.obsSilent',
        values: { host: check.host, port: check.port },
      };
    case 'virtual-camera':
      return {
        id: check.id,
        state: check.state,
        title: 'doctor.virtualCamera',
        words:
          check.state === 'good'
            ? 'doctor.virtualCameraGood'
            : check.linux
              ? 'doctor.virtualCameraLinux'
              : 'doctor.virtualCameraObs',
        values: { names: check.devices.join(', ') },
      };
    case 'vmc-port':
      return {
        id: check.id,
        state: check.state,
        title: 'doctor.port',
        words: check.state === 'good' ? 'doctor.portGood' : 'doctor.portTaken',
        values: { port: check.port },
        fix: check.state === 'bad' ? 'other-port' : undefined,
      };
    case 'storage':
      return {
        id: check.id,
        state: check.state,
        title: 'doctor.storage',
        words:
          check.state === 'good'
            ? 'doctor.storageGood'
            : check.state === 'warn'
              ? 'doctor.storageLittle'
              : 'doctor.storageBad',
        values: { size: (check.freeMegabytes / 1000).toFixed(1) },
      };
  }
};

const outputFindings = ({ outputs }: Seen): Finding[] =>
  outputs
    .filter(({ state }) => state === 'error')
    .map(({ id, code, message, action }) => ({
      id: `output-${id}`,
      state: 'bad',
      title: OUTPUT_NAMES[id],
      fault: { code, message, action },
      fix: 'outputs',
    }));
