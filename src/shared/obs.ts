/** OBS as Studio shows it. The password is never among it. */
export interface ObsState {
  state: 'off' | 'connecting' | 'connected' | 'error';
  /** What happened and what to do, where the state is `error`. */
  fault?: ObsFault | undefined;
  /** A password is kept; and where: by the operating system, or in a file that only this user can open. */
  hasPassword: boolean;
  passwordKept: 'keychain' | 'file';
  /** While connected: */
  version?: string | undefined;
  streaming: boolean;
  recording: boolean;
  /** Whether OBS's virtual camera is on; undefined where this OBS has none. */
  virtualCamera: boolean | undefined;
  /** What OBS shows now, and what it could. */
  scene?: string | undefined;
  scenes: string[];
}

export interface ObsFault {
  /** `obs-refused`, `obs-password`, `obs-no-camera` … */
  code: string;
  message: string;
  action: string;
}

/** How the avatar gets into OBS. */
export type ObsInputWay = 'browser' | 'stream' | 'window';

export interface ObsSetUp {
  scene: string;
  input: string;
  way: ObsInputWay;
  /** False: everything was in place already. */
  changed: boolean;
}

/** What came of something asked of OBS: what was done, or what is in the way. */
export interface ObsAnswer {
  done?: ObsSetUp | undefined;
  fault?: ObsFault | undefined;
}

/** Before the host has told anything. */
export const IDLE_OBS: ObsState = {
  state: 'off',
  hasPassword: false,
  passwordKept: 'file',
  streaming: false,
  recording: false,
  virtualCamera: undefined,
  scenes: [],
};
