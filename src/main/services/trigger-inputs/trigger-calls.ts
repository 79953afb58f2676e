import type { Server } from 'node:http';
import type { TriggerCallsState } from '@shared/trigger-inputs';
import { listenOnKeptPort } from '../listen';
import type { Log } from '../log';
import type { SettingsStore } from '../settings';
import { createTokenFile } from '../token-file';
import type { Triggers } from '../triggers';
import { createCallServer } from './call-server';

/** Other programs set rules off over HTTP on 127.0.0.1: a server of its own, open only while it is wanted. */
export interface TriggerCalls {
  readonly state: TriggerCallsState;
  /** A new secret: every address given out before stops working. */
  renewAddress(): Promise<void>;
  /** Resolves when what the settings asked for last is done (tests). */
  settled(): Promise<void>;
  close(): void;
}

export interface TriggerCallsOptions {
  dataFolder: string;
  settings: SettingsStore;
  triggers: Pick<Triggers, 'fireWhere'>;
  log: Log;
}

export const createTriggerCalls = ({
  dataFolder,
  settings,
  triggers,
  log,
}: TriggerCallsOptions): TriggerCalls => {
  const tokens = createTokenFile(dataFolder, 'trigger-token');
  const access = { port: 0, token: '' };
  let server: Server | undefined;
  let failed = false;
  let lastName: string | undefined;
  let wanted = false;
  let work = Promise.resolve();

  const open = async (): Promise<void> => {
    access.token = await tokens.read();
    const opening = createCallServer({
      access: () => access,
      onCall: (name, words) => {
        lastName = name;
        return triggers.fireWhere(
          'call',
          (when) => when.name === name,
          'press',
          () => words,
        );
      },
    });
    access.port = await listenOnKeptPort(opening, settings.current.inputs.triggerCalls.port, (port) =>
      settings.update({ inputs: { triggerCalls: { port } } }),
    );
    server = opening;
    log.info(`Rules can be called on 127.0.0.1:${access.port}.`);
  };

  const shut = async (): Promise<void> => {
    const ending = server;
    server = undefined;
    ending?.closeAllConnections();
    if (ending !== undefined) await new Promise((resolve) => ending.close(resolve));
  };

  /** One after the other: a server that closes still has its port. */
  const reach = (): void => {
    work = work.then(async () => {
      if (wanted === (server !== undefined)) return;
      failed = false;
      try {
        await (wanted ? open() : shut());
      } catch (error) {
        failed = true;
        log.error(`Rules cannot be called: ${(error as Error).message}`);
      }
    });
  };

  const follow = (): void => {
    const { on } = settings.current.inputs.triggerCalls;
    if (on === wanted) return;
    wanted = on;
    reach();
  };

  const unsubscribe = settings.onChange(follow);
  follow();

  const stateNow = (): TriggerCallsState['state'] => {
    if (failed) return 'error';
    if (server === undefined) return 'off';
    return access.port === settings.current.inputs.triggerCalls.port ? 'on' : 'moved';
  };

  return {
    get state() {
      const address = server && `http://127.0.0.1:${access.port}/trigger/NAME?token=${access.token}`;
      return { state: stateNow(), address, lastName };
    },
    async renewAddress() {
      access.token = await tokens.renew();
    },
    settled: () => work,
    close() {
      unsubscribe();
      wanted = false;
      reach();
    },
  };
};
