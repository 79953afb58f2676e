/** A newer version of Kagami, as Studio shows it. */
export type UpdateState =
  /** This build has no place to ask: a development run, the browser host, or an installer made without one. */
  | { state: 'unavailable' }
  | { state: 'idle' }
  | { state: 'checking' }
  | { state: 'current' }
  | { state: 'available'; version: string; notes: string }
  | { state: 'downloading'; version: string; notes: string; share: number }
  | { state: 'ready'; version: string; notes: string }
  /** `offline`: the settings forbid reaching out. `unreachable`: the place did not answer, or what came was not whole. */
  | { state: 'failed'; reason: 'offline' | 'unreachable' };
