/** What kind of device VMC says it is: a headset, a hand's controller, or a tracker strapped on somewhere. */
export type DeviceKind = 'headset' | 'controller' | 'tracker';

/** Which joint of the body a device follows. */
export const DEVICE_ROLES = ['head', 'leftHand', 'rightHand', 'hips', 'leftFoot', 'rightFoot'] as const;
export type DeviceRole = (typeof DEVICE_ROLES)[number];

/** Where a device is as seen from who wears the headset, who stands upright and looks ahead. */
export interface DevicePlace {
  /** Height over the ground, of the headset's. */
  height: number;
  /** Metres to the wearer's own left. */
  left: number;
}

/** A tracker below the first is on a foot, one up to the second at the waist; higher ones (elbows, chest) are not followed. */
const FOOT_BELOW = 0.3;
const WAIST_BELOW = 0.75;

/**
 * The role that a device's name tells, else that its place tells. The protocol gives neither: serials are OpenVR's, of which some name
 * the side (`…_Controller_Left`) and others do not (`LHR-1234ABCD`).
 *
 * @param place undefined while no headset was heard
 * @returns undefined where nothing tells it, or it is none that is followed
 */
export const roleOf = (
  kind: DeviceKind,
  serial: string,
  place: DevicePlace | undefined,
): DeviceRole | undefined => {
  if (kind === 'headset') return 'head';
  const side = sideIn(serial) ?? sideAt(place);
  if (kind === 'controller') return side && `${side}Hand`;
  if (/knee|elbow|chest|shoulder/i.test(serial)) return undefined;
  if (/waist|hips?|pelvis/i.test(serial)) return 'hips';
  if (/foot|ankle/i.test(serial)) return side && `${side}Foot`;
  if (place === undefined) return undefined;
  if (place.height < FOOT_BELOW) return side && `${side}Foot`;
  return place.height < WAIST_BELOW ? 'hips' : undefined;
};

/** The role on the other side of the body; itself in the middle. */
export const otherSide = (role: DeviceRole): DeviceRole =>
  (role.startsWith('left') ? role.replace('left', 'right') : role.replace('right', 'left')) as DeviceRole;

type Side = 'left' | 'right';

const sideIn = (serial: string): Side | undefined => {
  if (/left|(^|[\W_])l([\W_]|$)/i.test(serial)) return 'left';
  return /right|(^|[\W_])r([\W_]|$)/i.test(serial) ? 'right' : undefined;
};

const sideAt = (place: DevicePlace | undefined): Side | undefined =>
  place && (place.left >= 0 ? 'left' : 'right');
