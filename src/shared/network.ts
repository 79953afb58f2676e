import type { Settings } from './settings';

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether `host` (a name or an address) is this very computer. Other names are not looked up: they count as elsewhere. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

/** Whether the user's settings let Kagami speak with `host`. Services ask this before each connection that they open. */
export const mayReach = ({ network }: Pick<Settings, 'network'>, host: string): boolean =>
  !network.offline || isLoopbackHost(host);

/** Why something was not sent or fetched while {@link mayReach} forbids it. */
export const OFFLINE_SENTENCE =
  'Kagami is set to stay off the network. Turn that off in Settings to use this.';
