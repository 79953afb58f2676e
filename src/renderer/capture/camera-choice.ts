/** A camera as the browser lists it. Before the user has allowed cameras, both strings are empty. */
export interface CameraInfo {
  deviceId: string;
  label: string;
}

/** The camera that the user chose; empty strings = none in particular. */
export interface CameraChoice {
  deviceId: string;
  deviceLabel: string;
}

/**
 * The chosen camera among those present: by id, else by label (browsers change the ids), else undefined.
 */
export const findChosenCamera = (
  cameras: readonly CameraInfo[],
  choice: CameraChoice,
): CameraInfo | undefined => {
  const byId = choice.deviceId && cameras.find((camera) => camera.deviceId === choice.deviceId);
  const byLabel = choice.deviceLabel && cameras.find((camera) => camera.label === choice.deviceLabel);
  return byId || byLabel || undefined;
};

export const isChosen = (choice: CameraChoice): boolean =>
  choice.deviceId !== '' || choice.deviceLabel !== '';

/** Whether the browser tells which cameras there are, i.e. the user has allowed them before. */
export const areNamed = (cameras: readonly CameraInfo[]): boolean =>
  cameras.some((camera) => camera.deviceId !== '');
