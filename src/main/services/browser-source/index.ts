import type { Server } from 'node:http';
import { createMotionPacketWriter, MOST_PACKET_BYTES } from '@motion/codecs/motion-packet';
import { type BrowserSourceState, mouthOf, shownSettings, type ToSource } from '@shared/browser-source';
import { type OutputState, outputOff } from '@shared/outputs';
import type { Avatars } from '../avatars';
import type { Clips } from '../clips';
import type { Commands } from '../commands';
import type { Content } from '../content';
import { listenOnKeptPort } from '../listen';
import { createListeners } from '../listeners';
import type { Log } from '../log';
import type { Output } from '../outputs/output';
import type { PlayedClipState } from '../played-clip';
import type { SettingsStore } from '../settings';
import { sha256OfFile } from '../sha256';
import type { ShownExpressions } from '../shown-expressions';
import type { Speech } from '../speech';
import { createTokenFile } from '../token-file';
import type { Vmc } from '../vmc';
import { createSourcePages } from './source-pages';
import { createSourceSockets, type SourceSockets } from './source-sockets';

/**
 * The Stage as a page for OBS's Browser Source: a server of its own on 127.0.0.1, open only while the output is on. It gives out the
 * view-only page, avatars and motion, and never the HostApi.
 */
export interface BrowserSource {
  readonly output: Output;
  readonly state: BrowserSourceState;
  /** Solved motion of the page that tracks: a motion packet, sent on as it is; `label` names what is captured from. */
  publish(packet: Uint8Array, label: string): void;
  /** A new secret: every address given out before stops working. */
  renewAddress(): Promise<BrowserSourceState>;
  /** Resolves when what was asked for last is done (tests). */
  settled(): Promise<void>;
  close(): void;
}

export interface BrowserSourceOptions {
  dataFolder: string;
  settings: SettingsStore;
  avatars: Avatars;
  clips: Clips;
  vmc: Vmc;
  commands: Commands;
  shownExpressions: ShownExpressions;
  playedClip: PlayedClipState;
  speech: Pick<Speech, 'state' | 'onChange'>;
  /** Asked for at the first start, as it needs all services. */
  content(): Content;
  log: Log;
}

interface Opened {
  server: Server;
  sockets: SourceSockets;
  port: number;
}

const ID = 'browser-source';
const STATUS_EVERY_MS = 1000;

export const createBrowserSource = (options: BrowserSourceOptions): BrowserSource => {
  const { settings, avatars, clips, vmc, commands, shownExpressions, playedClip, speech, log } = options;
  const tokens = createTokenFile(options.dataFolder, 'browser-source-token');
  const changes = createListeners<OutputState>();
  const packer = createMotionPacketWriter();
  let state = outputOff(ID);
  let wanted = false;
  let work = Promise.resolve();
  let opened: Opened | undefined;
  let token = '';
  let build = '';
  let label = '';
  let newest: Uint8Array | undefined;
  let packets = 0;
  let timer: NodeJS.Timeout | undefined;

  const tell = (next: Partial<OutputState>): void => {
    state = { ...outputOff(ID), ...next };
    changes.tell(state);
  };

  const measure = (rate = packets): void => {
    if (opened === undefined) return;
    const receivers = opened.sockets.count;
    const moved = opened.port === settings.current.outputs.browserSource.port ? {} : MOVED;
    tell({ state: receivers > 0 ? 'live' : 'starting', rate: receivers > 0 ? rate : 0, receivers, ...moved });
  };

  const welcome = async (): Promise<{ message: ToSource; packet: Uint8Array | undefined }> => {
    const [avatarList, clipList] = await Promise.all([avatars.list(), clips.list()]);
    return {
      message: {
        type: 'hello',
        build,
        settings: shownSettings(settings.current),
        avatars: avatarList,
        expressions: shownExpressions.list,
        clips: clipList,
        played: playedClip.played,
        mouth: mouthOf(speech.state),
        label,
      },
      packet: newest,
    };
  };

  const open = async (): Promise<void> => {
    tell({ state: 'starting' });
    token = await tokens.read();
    const content = options.content();
    build = await buildOf(content);
    const access = { port: 0, token };
    const server = createSourcePages({ access: () => ({ ...access, token }), content, log });
    const sockets = createSourceSockets({
      server,
      access: () => ({ ...access, token }),
      welcome,
      onChange: () => measure(state.rate),
    });
    // The port that OBS knows.
    access.port = await listenOnKeptPort(server, settings.current.outputs.browserSource.port, (port) =>
      settings.update({ outputs: { browserSource: { port } } }),
    );
    opened = { server, sockets, port: access.port };
    log.info(`Browser source on 127.0.0.1:${access.port}.`);
    timer = setInterval(() => {
      measure();
      packets = 0;
    }, STATUS_EVERY_MS);
    timer.unref();
    measure();
  };

  const shut = async (): Promise<void> => {
    clearInterval(timer);
    const ending = opened;
    opened = undefined;
    newest = undefined;
    ending?.sockets.close();
    ending?.server.closeAllConnections();
    if (ending !== undefined) await new Promise((resolve) => ending.server.close(resolve));
    tell({});
  };

  /** One after the other: a server that closes still has its port. */
  const reach = (): Promise<void> => {
    work = work.then(async () => {
      if (wanted === (opened !== undefined)) return;
      try {
        await (wanted ? open() : shut());
      } catch (error) {
        log.error(`Browser source: ${(error as Error).message}`);
        tell({ state: 'error', ...NOT_OPENED });
      }
    });
    return work;
  };

  const sendMotion = (packet: Uint8Array): void => {
    opened?.sockets.sendMotion(packet);
    packets += 1;
  };

  const unsubscribe = [
    settings.onChange((next) => opened?.sockets.tell({ type: 'settings', settings: shownSettings(next) })),
    avatars.onChange((list) => opened?.sockets.tell({ type: 'avatars', avatars: list })),
    shownExpressions.onChange((expressions) => opened?.sockets.tell({ type: 'expressions', expressions })),
    clips.onChange((list) => opened?.sockets.tell({ type: 'clips', clips: list })),
    playedClip.onChange((played) => opened?.sockets.tell({ type: 'played', played })),
    speech.onChange((state) => opened?.sockets.tell({ type: 'mouth', mouth: mouthOf(state) })),
    commands.onIssued((issued) => {
      // The words are nothing that a picture needs.
      if (issued.command.type !== 'say') opened?.sockets.tell({ type: 'command', ...issued });
    }),
    vmc.onMotion((frame) => {
      if (opened === undefined || opened.sockets.count === 0) return;
      const { camera } = vmc;
      if (frame.source === 'vmc' && camera !== undefined)
        opened.sockets.tell({ type: 'camera', camera: [...camera] });
      opened.sockets.sendMotion(packer.write(frame).slice());
    }),
  ];

  const current = (): BrowserSourceState => ({
    url: opened && `http://127.0.0.1:${opened.port}/source.html?token=${token}`,
    sources: opened?.sockets.readings ?? [],
  });

  return {
    output: {
      id: ID,
      get state() {
        return state;
      },
      onChange: changes.add,
      start() {
        wanted = true;
        void reach();
      },
      stop() {
        wanted = false;
        void reach();
      },
    },
    get state() {
      return current();
    },
    publish(packet, nextLabel) {
      if (opened === undefined || packet.length > MOST_PACKET_BYTES) return;
      newest = packet;
      if (nextLabel !== label) opened.sockets.tell({ type: 'label', label: nextLabel });
      label = nextLabel;
      sendMotion(packet);
    },
    async renewAddress() {
      token = await tokens.renew();
      opened?.sockets.disconnect();
      measure();
      return current();
    },
    settled: () => work,
    close() {
      for (const stop of unsubscribe) stop();
      wanted = false;
      void reach();
    },
  };
};

const MOVED = {
  code: 'port-moved',
  message:
    'Another program, perhaps a second Kagami, has the usual port, so the address is another one for now.',
  action: 'Copy the address into OBS again, or close the other program and turn this off and on.',
};

const NOT_OPENED = {
  code: 'not-opened',
  message: 'The address for OBS could not be opened.',
  action: 'Turn it off and on again. The log file says what was in the way.',
};

/** Changes with the page's files, whose names carry hashes. */
const buildOf = async (content: Content): Promise<string> => {
  const page = await content.answer({ method: 'GET', pathname: '/source.html', body: nothing() });
  return page.status === 200 && 'file' in page.body ? sha256OfFile(page.body.file) : '';
};

async function* nothing(): AsyncGenerator<Uint8Array> {}
