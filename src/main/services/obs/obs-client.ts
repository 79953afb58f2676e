import type { OBSRequestTypes, OBSResponseTypes } from 'obs-websocket-js';

/** A connected OBS, as much of it as the set-up needs: the real one or a test's. */
export interface ObsClient {
  call<Request extends keyof OBSRequestTypes>(
    request: Request,
    data?: OBSRequestTypes[Request],
  ): Promise<OBSResponseTypes[Request]>;
}
