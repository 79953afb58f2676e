import type { VmcLinkState } from '@shared/api';
import type { OutputState } from '@shared/outputs';

/** What went wrong with a UDP socket, in words for the user. */
export const socketFault = (error: NodeJS.ErrnoException, port: number): string => {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Another program already listens on UDP port ${port}. Close it, or choose another port here and in the program that sends.`;
    case 'EACCES':
      return `The system does not let Kagami open UDP port ${port}. Choose one from 1024 up.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'No computer answers to this name. Check how it is written, or give its IP address.';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'There is no way to this computer. Check the address and the network.';
    default:
      return `The network refused: ${error.message}. Turn it off and on again.`;
  }
};

/** Sending as the outputs' list shows it. */
export const toOutputState = ({ state, rate, message }: VmcLinkState): OutputState => ({
  id: 'vmc-send',
  state,
  rate,
  ...(message !== undefined && { message, code: 'vmc-send' }),
});

export const OFF: VmcLinkState = { state: 'off', rate: 0 };
export const STARTING: VmcLinkState = { state: 'starting', rate: 0 };
