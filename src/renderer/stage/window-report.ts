import type { OutputId } from '@shared/outputs';
import type { WindowChannel } from '../channel';
import type { Host } from '../host';

/**
 * Tells the host that this window is an output, and how fast: whenever the Stage tells the other windows. Closes the window when the output
 * is switched off.
 *
 * @returns the channel for the Stage in this window
 */
export const reportWindow = (id: OutputId, host: Host, channel: WindowChannel): WindowChannel => {
  const report = (state: 'live' | 'off', rate: number): void => {
    // A host that has gone is told again with the next status.
    void host.api.reportOutput({ id, state, rate }).catch(() => undefined);
  };
  host.onOutputSwitched((change) => {
    if (change.id === id && !change.on) window.close();
  });
  window.addEventListener('pagehide', () => report('off', 0));
  return {
    ...channel,
    post: (message) => {
      channel.post(message);
      if (message.type === 'stage-status') report('live', message.status.renderRate);
    },
  };
};
