import type { ObsInputWay, ObsSetUp } from '@shared/obs';
import type { OBSRequestTypes } from 'obs-websocket-js';
import type { ObsClient } from './obs-client';
import { isMissingInputKind, ObsError, requestFault } from './obs-fault';

/** A source that OBS should have. */
export interface WantedInput {
  way: ObsInputWay;
  /** Kagami's own name for it: by this it is found again. */
  name: string;
  kind: string;
  settings: Readonly<Record<string, string | number | boolean>>;
}

export interface WantedScene {
  scene: string;
  /** In order of preference: the next is tried where OBS does not have the kind. */
  inputs: readonly WantedInput[];
  /** Every name that Kagami gives to its sources. */
  ownNames: readonly string[];
}

/** RequestStatus.ResourceNotFound of obs-websocket's protocol. */
const NOT_FOUND = 600;

/**
 * Makes sure that OBS has the scene with the avatar's source fitted into the picture. What is in place stays as it is, also where the user
 * moved or resized it; nothing is ever deleted. Another of Kagami's sources in the scene is hidden, as there would be two avatars.
 *
 * @throws ObsError with what OBS refused
 */
export const setUpScene = async (obs: ObsClient, wanted: WantedScene): Promise<ObsSetUp> => {
  const scene = wanted.scene;
  let changed = await ensureScene(obs, scene);
  const { inputs } = await obs.call('GetInputList');
  const known = new Map(inputs.map(({ inputName, inputKind }) => [String(inputName), String(inputKind)]));
  const { input, item, fresh } = await ensureInput(obs, scene, wanted.inputs, known);
  changed ||= fresh;
  if (!fresh) changed = (await updateSettings(obs, input)) || changed;
  changed = (await fitToCanvas(obs, scene, item)) || changed;
  changed = (await showOnly(obs, scene, input.name, wanted.ownNames)) || changed;
  return { scene, input: input.name, way: input.way, changed };
};

const ensureScene = async (obs: ObsClient, sceneName: string): Promise<boolean> => {
  const { scenes } = await obs.call('GetSceneList');
  if (scenes.some((scene) => scene.sceneName === sceneName)) return false;
  await obs.call('CreateScene', { sceneName });
  return true;
};

interface EnsuredInput {
  input: WantedInput;
  /** Id of its scene item. */
  item: number;
  /** The source or its place in the scene was made now. */
  fresh: boolean;
}

const ensureInput = async (
  obs: ObsClient,
  sceneName: string,
  wanted: readonly WantedInput[],
  known: ReadonlyMap<string, string>,
): Promise<EnsuredInput> => {
  let refusal: unknown;
  for (const input of wanted) {
    const kind = known.get(input.name);
    if (kind !== undefined && unversioned(kind) !== unversioned(input.kind)) throw nameTaken(input.name);
    try {
      if (kind !== undefined) return { input, ...(await ensureItem(obs, sceneName, input.name)) };
      const { sceneItemId } = await obs.call('CreateInput', {
        sceneName,
        inputName: input.name,
        inputKind: input.kind,
        inputSettings: { ...input.settings },
      });
      return { input, item: sceneItemId, fresh: true };
    } catch (error) {
      if (!isMissingInputKind(error)) throw error;
      refusal = error;
    }
  }
  throw new ObsError(requestFault(refusal, 'CreateInput'));
};

/** `color_source_v3` is a newer `color_source`. */
const unversioned = (kind: string): string => kind.replace(/_v\d+$/, '');

const nameTaken = (name: string): ObsError =>
  new ObsError({
    code: 'obs-name-taken',
    message: `OBS already has another kind of source named “${name}”.`,
    action: 'Rename that source in OBS, then set up again.',
  });

const ensureItem = async (
  obs: ObsClient,
  sceneName: string,
  sourceName: string,
): Promise<Omit<EnsuredInput, 'input'>> => {
  const item = await itemOf(obs, sceneName, sourceName);
  if (item !== undefined) return { item, fresh: false };
  const { sceneItemId } = await obs.call('CreateSceneItem', { sceneName, sourceName });
  return { item: sceneItemId, fresh: true };
};

const itemOf = async (obs: ObsClient, sceneName: string, sourceName: string): Promise<number | undefined> => {
  try {
    return (await obs.call('GetSceneItemId', { sceneName, sourceName })).sceneItemId;
  } catch (error) {
    if ((error as { code?: unknown }).code === NOT_FOUND) return undefined;
    throw error;
  }
};

/** Only what differs is set; what else the user set on the source stays. */
export const updateSettings = async (obs: ObsClient, input: WantedInput): Promise<boolean> => {
  const { inputSettings } = await obs.call('GetInputSettings', { inputName: input.name });
  const differs = Object.entries(input.settings).some(([key, value]) => inputSettings[key] !== value);
  if (differs)
    await obs.call('SetInputSettings', { inputName: input.name, inputSettings: { ...input.settings } });
  return differs;
};

/** A source that nobody has moved or sized yet is fitted into the picture, keeping its shape. */
const fitToCanvas = async (obs: ObsClient, sceneName: string, sceneItemId: number): Promise<boolean> => {
  const { sceneItemTransform: now } = await obs.call('GetSceneItemTransform', { sceneName, sceneItemId });
  const untouched =
    now.boundsType === 'OBS_BOUNDS_NONE' &&
    now.positionX === 0 &&
    now.positionY === 0 &&
    now.scaleX === 1 &&
    now.scaleY === 1 &&
    now.rotation === 0;
  if (!untouched) return false;
  const { baseWidth, baseHeight } = await obs.call('GetVideoSettings');
  const transform: OBSRequestTypes['SetSceneItemTransform']['sceneItemTransform'] = {
    boundsType: 'OBS_BOUNDS_SCALE_INNER',
    boundsAlignment: 0,
    boundsWidth: baseWidth,
    boundsHeight: baseHeight,
  };
  await obs.call('SetSceneItemTransform', { sceneName, sceneItemId, sceneItemTransform: transform });
  return true;
};

const showOnly = async (
  obs: ObsClient,
  sceneName: string,
  shown: string,
  own: readonly string[],
): Promise<boolean> => {
  let changed = false;
  for (const name of own) {
    const sceneItemId = await itemOf(obs, sceneName, name);
    if (sceneItemId === undefined) continue;
    const { sceneItemEnabled } = await obs.call('GetSceneItemEnabled', { sceneName, sceneItemId });
    const wanted = name === shown;
    if (sceneItemEnabled === wanted) continue;
    await obs.call('SetSceneItemEnabled', { sceneName, sceneItemId, sceneItemEnabled: wanted });
    changed = true;
  }
  return changed;
};
