import type { HostApi, RendererApi, Wire } from '@shared/api';
import { decodeWireMessage, encodeWireMessage } from '@shared/wire-format';
import { type BirpcReturn, createBirpc } from 'birpc';
import type { Services } from '.';

export interface WireHub {
  /** Serves a page over its wire until the returned function is called. */
  connect(wire: Wire): () => void;
  close(): void;
}

/** Speaks with every open page: answers its calls and tells all of them about changes. */
export const createWireHub = (services: Services): WireHub => {
  const pages = new Set<BirpcReturn<RendererApi, HostApi>>();
  const tellAll = <Push extends keyof RendererApi>(push: Push, ...args: Parameters<RendererApi[Push]>) => {
    for (const page of pages) void page.$callEvent(push, ...args).catch(ignoreClosedWire);
  };

  const unsubscribe = [
    services.settings.onChange((settings) => tellAll('settingsChanged', settings)),
    services.models.onChange((models) => tellAll('modelsChanged', models)),
    services.avatars.onChange((avatars) => tellAll('avatarsChanged', avatars)),
    services.takes.onChange((takes) => tellAll('takesChanged', takes)),
    services.clips.onChange((clips) => tellAll('clipsChanged', clips)),
    services.recordings.onChange((recordings) => tellAll('recordingsChanged', recordings)),
    services.updates.onChange((updates) => tellAll('updatesChanged', updates)),
    services.outputs.onChange((outputs) => tellAll('outputsChanged', outputs)),
    services.outputs.onSwitch(({ id, on }) => tellAll('outputSwitched', id, on)),
    services.shownExpressions.onChange((shown) => tellAll('shownExpressionsChanged', shown)),
    services.playedClip.onChange((played) => tellAll('playedClipChanged', played)),
    services.speech.onChange((state) => tellAll('speechChanged', state)),
    services.triggers.onFaults((faults) => tellAll('ruleFaultsChanged', faults)),
    services.commands.onIssued(({ command, phase }) => tellAll('commandIssued', command, phase)),
    services.obs.onState((state) => tellAll('obsChanged', state)),
    services.vmc.onState((state) => tellAll('vmcChanged', state)),
    services.vmc.onMotion(({ source, time, values, drives }) => {
      const { camera } = services.vmc;
      if (pages.size > 0)
        tellAll('vmcMotion', {
          source: source === 'phone' ? 'phone' : 'vmc',
          time,
          values: Array.from(values, rounded),
          flags: [...drives.flags],
          ...(source === 'vmc' && camera !== undefined && { camera: Array.from(camera, rounded) }),
        });
    }),
  ];

  return {
    connect(wire) {
      const page = createBirpc<RendererApi, HostApi>(services.api, {
        post: (text) => wire.send(text),
        on: (listener) => wire.onMessage(listener),
        serialize: encodeWireMessage,
        deserialize: decodeWireMessage,
        resolver: (name) => ownCall(services.api, name),
        onGeneralError(error) {
          services.log.warn(`A page sent something that is no message: ${error.message}`);
          return true;
        },
      });
      pages.add(page);
      return () => {
        pages.delete(page);
        page.$close();
      };
    },
    close() {
      for (const stop of unsubscribe) stop();
      for (const page of pages) page.$close();
      pages.clear();
    },
  };
};

/** JSON grows with digits: a tenth of a millimetre and a hundredth of a degree are enough. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Only the API's own calls can be named from outside, never what objects inherit. */
const ownCall = (api: HostApi, name: unknown): ((...args: unknown[]) => unknown) | undefined =>
  typeof name === 'string' && Object.hasOwn(api, name)
    ? (api[name as keyof HostApi] as (...args: unknown[]) => unknown)
    : undefined;

/** A page that has just gone is told nothing; its wire's end is handled where the wire is. */
const ignoreClosedWire = (): void => {};
