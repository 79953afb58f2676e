/** An argument with its OSC type. VMC is strict about it: a whole number as a float is another message. */
export type VmcArgument =
  | { type: 'integer'; value: number }
  | { type: 'float'; value: number }
  | { type: 'string'; value: string };

/** An OSC message of VMC. */
export interface VmcMessage {
  readonly address: string;
  readonly args: readonly VmcArgument[];
}

export const ADDRESS = {
  ok: '/VMC/Ext/OK',
  time: '/VMC/Ext/T',
  root: '/VMC/Ext/Root/Pos',
  bone: '/VMC/Ext/Bone/Pos',
  blend: '/VMC/Ext/Blend/Val',
  blendApply: '/VMC/Ext/Blend/Apply',
  eye: '/VMC/Ext/Set/Eye',
  camera: '/VMC/Ext/Cam',
  light: '/VMC/Ext/Light',
  headset: '/VMC/Ext/Hmd/Pos',
  controller: '/VMC/Ext/Con/Pos',
  tracker: '/VMC/Ext/Tra/Pos',
} as const;
