import { mirrorRotation } from './vmc-axes';
import { rightRotation, type VmcAxes } from './vmc-axes-check';
import { readTransform, rotate } from './vmc-transform';

/** The directional light of a sender, as the scene's settings say it. */
export interface VmcLight {
  /** Where it comes from, whole degrees: to the avatar's own left of straight ahead, and up. */
  yaw: number;
  pitch: number;
  /** `#rrggbb`. */
  colour: string;
}

/** Unity's lights shine along their own +Z. */
const BEAM = Float32Array.of(0, 0, 1);

/** Reads the arguments of `/VMC/Ext/Light`: name, position, rotation, red, green, blue, alpha. @returns undefined where they are none */
export const readVmcLight = (args: readonly unknown[], axes: VmcAxes): VmcLight | undefined => {
  const numbers = new Float64Array(7);
  const colour = args.slice(8, 11);
  if (!readTransform(args, numbers) || colour.length < 3 || !colour.every(isNumber)) return undefined;
  const rotation = new Float32Array(4);
  mirrorRotation(numbers, 3, rotation, 0);
  rightRotation(axes, rotation, 0);
  const beam = new Float32Array(3);
  rotate(rotation, BEAM, beam);
  const [x, y, z] = [-beam[0]!, -beam[1]!, -beam[2]!];
  return {
    yaw: wholeDegrees(Math.atan2(x, z)),
    pitch: wholeDegrees(Math.atan2(y, Math.hypot(x, z))),
    colour: `#${colour.map(hexOf).join('')}`,
  };
};

/** Never −0. */
const wholeDegrees = (radians: number): number => Math.round((radians * 180) / Math.PI) + 0;

const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** A share 0..1, kept within, as two digits. */
const hexOf = (share: number): string =>
  Math.round(Math.min(1, Math.max(0, share)) * 255)
    .toString(16)
    .padStart(2, '0');
