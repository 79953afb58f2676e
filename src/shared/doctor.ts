/** `good`: nothing to do; `info`: worth knowing; `warn`: works, but not well; `bad`: does not work. */
export type CheckState = 'good' | 'info' | 'warn' | 'bad';

/** What the host finds out about the machine. Studio has the words. */
export type HostCheck =
  | { id: 'models'; state: 'good' | 'bad'; missing: string[] }
  /** Whether OBS's WebSocket server answers at the address in the settings. */
  | { id: 'obs'; state: 'good' | 'info' | 'bad'; host: string; port: number }
  /** Linux: names of the loopback devices. Elsewhere OBS brings its own camera. */
  | { id: 'virtual-camera'; state: 'good' | 'info'; devices: string[]; linux: boolean }
  /** UDP port for motion from other programs. */
  | { id: 'vmc-port'; state: 'good' | 'bad'; port: number }
  /** Room where settings, avatars and takes lie. */
  | { id: 'storage'; state: 'good' | 'warn' | 'bad'; freeMegabytes: number };

/** A file of the support bundle, as the user sees it before it is saved. */
export interface SupportFile {
  name: string;
  text: string;
}
