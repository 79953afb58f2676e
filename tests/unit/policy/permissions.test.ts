import { describe, expect, it } from 'vitest';
import { isPermissionGranted, type PermissionQuestion } from '../../../src/main/policy/permissions';

const OWN = 'app://kagami';
const camera: PermissionQuestion = {
  permission: 'media',
  origin: OWN,
  isMainFrame: true,
  mediaTypes: ['video'],
};

describe('isPermissionGranted', () => {
  it.each<[string, Partial<PermissionQuestion>]>([
    ['the camera', {}],
    ['the microphone', { mediaTypes: ['audio'] }],
    ['both', { mediaTypes: ['video', 'audio'] }],
    ['MIDI without system messages', { permission: 'midi', mediaTypes: [] }],
    ['a screen that the user chooses', { permission: 'display-capture', mediaTypes: [] }],
    ['the device for sound', { permission: 'speaker-selection', mediaTypes: [] }],
    ['copying text', { permission: 'clipboard-sanitized-write', mediaTypes: [] }],
    ['an origin with a slash, as checks give it', { origin: `${OWN}/` }],
  ])('grants %s', (_what, change) => {
    expect(isPermissionGranted({ ...camera, ...change }, OWN)).toBe(true);
  });

  it.each<[string, Partial<PermissionQuestion>]>([
    ['screen capture, which is media without types', { mediaTypes: [] }],
    ['an unknown media type', { mediaTypes: ['unknown'] }],
    ['a known type beside an unknown one', { mediaTypes: ['video', 'display'] }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { origin: 'app://kagami.evil.example' }],
    ['a frame inside the page', { isMainFrame: false }],
    [
      'copying text for another origin',
      { permission: 'clipboard-sanitized-write', origin: 'https://evil.example' },
    ],
    ...[
      'geolocation',
      'desktop-capture',
      'notifications',
      'midiSysex',
      'usb',
      'serial',
      'hid',
      'clipboard-read',
      'openExternal',
    ].map((permission): [string, Partial<PermissionQuestion>] => [permission, { permission }]),
  ])('denies %s', (_what, change) => {
    expect(isPermissionGranted({ ...camera, ...change }, OWN)).toBe(false);
  });
});
