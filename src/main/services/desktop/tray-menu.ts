import type { Command } from '@shared/commands';
import { isOutputOn, type OutputState } from '@shared/outputs';
import type { DesktopTexts } from './texts';

/** A line of the tray's menu. */
export type TrayItem =
  | { kind: 'separator' }
  | { kind: 'do'; label: string; act: 'studio' | 'quit' }
  | { kind: 'command'; label: string; command: Command; checked?: boolean };

export interface TrayState {
  outputs: readonly OutputState[];
  /** The camera is closed by the panic key. */
  panicked: boolean;
}

/** The menu: Studio, each output with a tick while it is on, the camera's emergency switch, quit. */
export const trayMenu = ({ outputs, panicked }: TrayState, t: DesktopTexts): TrayItem[] => [
  { kind: 'do', label: t('studio'), act: 'studio' },
  { kind: 'separator' },
  ...outputs.map(
    (output): TrayItem => ({
      kind: 'command',
      label: t(`outputs.${output.id}`),
      command: { type: 'toggle-output', output: output.id },
      checked: isOutputOn(output),
    }),
  ),
  { kind: 'separator' },
  { kind: 'command', label: t(panicked ? 'cameraOn' : 'cameraOff'), command: { type: 'panic' } },
  { kind: 'separator' },
  { kind: 'do', label: t('quit'), act: 'quit' },
];

export const trayTooltip = ({ outputs }: TrayState, t: DesktopTexts): string =>
  t(outputs.some(({ state }) => state === 'live') ? 'tooltipLive' : 'tooltip');
