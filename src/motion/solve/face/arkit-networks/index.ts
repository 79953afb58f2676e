import type { ArkitNetworks } from '../arkit-answers';
import { EYE } from './eye';
import { MOUTH } from './mouth';
import { REST } from './rest';

/**
 * Fitted by scripts/arkit-training to what Google's blendshape model (face_blendshapes.tflite of the Face Landmarker,
 * Apache-2.0) answers for faces that were drawn after the project's footage. None of that model's weights are in here.
 */
export const ARKIT_NETWORKS: ArkitNetworks = { rest: REST, eye: EYE, mouth: MOUTH };
