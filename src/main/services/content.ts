import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { contentType } from '../policy/mime';
import { resolveStaticPath } from '../policy/static-path';
import type { Avatars } from './avatars';
import type { Clips } from './clips';
import type { FileLibrary, LibraryEntry } from './file-library';
import { Refusal } from './file-shelf';
import type { Log } from './log';
import type { Models } from './models';
import type { Recordings } from './recordings';
import type { SceneFiles } from './scene-files';
import type { Speech } from './speech';
import type { Takes } from './takes';

/** Whose files lie behind the origin. */
export interface ContentServices {
  models: Models;
  avatars: Avatars;
  takes: Takes;
  clips: Clips;
  recordings: Recordings;
  sceneFiles: SceneFiles;
  speech: Pick<Speech, 'sound'>;
  resourcesFolder: string;
  log: Log;
}

export interface ContentRequest {
  method: string;
  /** Percent-encoded path of the address, without query. */
  pathname: string;
  body: AsyncIterable<Uint8Array>;
  /** The tag of the copy that whoever asks has already (`If-None-Match`, RFC 9110 section 13.1.2). */
  knownTag?: string | undefined;
}

export interface ContentAnswer {
  status: number;
  headers: Record<string, string>;
  /** A file's path to stream, or the text or the bytes themselves. */
  body: ContentBody;
}

export type ContentBody = { file: string } | { text: string } | { bytes: Uint8Array<ArrayBuffer> };

export interface Content {
  /** Answers a request that has been let in. Never throws: a fault becomes an answer. */
  answer(request: ContentRequest): Promise<ContentAnswer>;
}

/**
 * What lies behind the origin, the same in both hosts: the pages, `/assets/`, `/resources/`, `/models/NAME`, `/speech/ID.wav` while it is spoken, and the user's own
 * `/user/avatars/NAME`, `/user/takes/NAME`, `/user/clips/NAME`, `/user/backgrounds/NAME`, `/user/props/NAME` (GET, PUT), `/user/recordings/NAME` (GET) and
 * `/user/recordings/NAME/OFFSET` (PUT).
 */
export const createContent = (services: ContentServices, rendererFolder: string): Content => {
  const read = async ({ pathname, knownTag }: ContentRequest): Promise<ContentAnswer> => {
    const [, area, kind, name] = pathname.split('/');
    if (area === 'models' && kind !== undefined)
      return unlessKnown(await file(await services.models.find(decode(kind)), 'ask-again'), knownTag);
    if (area === 'resources') {
      const path = resolveStaticPath(services.resourcesFolder, pathname.slice('/resources'.length));
      return unlessKnown(await file(path, 'ask-again'), knownTag);
    }
    const library = area === 'user' ? libraryOf(services, kind) : undefined;
    if (library !== undefined && name !== undefined) return file(await library.userFile(decode(name)));
    if (area === 'user' && kind === 'recordings' && name !== undefined)
      return file(await services.recordings.userFile(decode(name)));
    if (area === 'speech' && kind !== undefined)
      return sound(services.speech.sound(Number.parseInt(kind, 10)));
    if (pathname === '/favicon.ico') return { status: 204, headers: {}, body: { text: '' } };
    if (pathname === '/') return { status: 302, headers: { Location: '/studio.html' }, body: { text: '' } };
    return file(resolveStaticPath(rendererFolder, pathname), area === 'assets' ? 'for-good' : 'not');
  };

  const write = async ({ pathname, body }: ContentRequest): Promise<ContentAnswer> => {
    const [, area, kind, name, ...rest] = pathname.split('/');
    if (area === 'user' && kind === 'recordings' && name !== undefined && rest.length === 1)
      return json(200, await services.recordings.write(decode(name), Number(rest[0] || 'none'), body));
    const library = area === 'user' && rest.length === 0 ? libraryOf(services, kind) : undefined;
    if (library === undefined || name === undefined) throw new Refusal(404, 'Nothing can be stored there.');
    return json(200, await library.store(decode(name), body));
  };

  return {
    async answer(request) {
      try {
        if (request.method === 'GET' || request.method === 'HEAD') return await read(request);
        if (request.method === 'PUT') return await write(request);
        return sentence(405, 'Only GET and PUT are understood here.');
      } catch (error) {
        if (error instanceof Refusal) return sentence(error.status, error.message);
        services.log.error(`${request.method} ${request.pathname}: ${(error as Error).stack ?? error}`);
        return sentence(500, 'Kagami could not do this. The log file says why.');
      }
    },
  };
};

/** The library behind `/user/KIND/`. */
const libraryOf = (
  { avatars, takes, clips, sceneFiles }: ContentServices,
  kind: string | undefined,
): Pick<FileLibrary<LibraryEntry>, 'store' | 'userFile'> | undefined =>
  new Map<string | undefined, Pick<FileLibrary<LibraryEntry>, 'store' | 'userFile'>>([
    ['avatars', avatars],
    ['takes', takes],
    ['clips', clips],
    ['backgrounds', sceneFiles.backgrounds],
    ['props', sceneFiles.props],
  ]).get(kind);

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'The address is not written correctly.');
  }
};

/**
 * How a browser keeps a file. Built assets carry a hash in their name and never change. The program's own resources and models
 * change with the program: their copy is good while its tag is, and with it what the browser compiled from it. The user's own
 * files are kept nowhere else.
 */
const KEPT = { 'for-good': 'max-age=31536000, immutable', 'ask-again': 'no-cache', not: 'no-store' } as const;

const file = async (path: string | undefined, kept: keyof typeof KEPT = 'not'): Promise<ContentAnswer> => {
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || !found?.isFile()) return sentence(404, 'There is nothing here.');
  return {
    status: 200,
    headers: {
      'Content-Type': contentType(path),
      'Content-Length': String(found.size),
      'Cache-Control': KEPT[kept],
      ...(kept === 'ask-again' ? { ETag: `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"` } : {}),
    },
    body: { file: path },
  };
};

/** `304 Not Modified` (RFC 9110 section 15.4.5) where whoever asks has this very file. */
const unlessKnown = (answer: ContentAnswer, knownTag: string | undefined): ContentAnswer => {
  const { ETag, 'Cache-Control': kept } = answer.headers;
  if (knownTag === undefined || ETag !== knownTag) return answer;
  return { status: 304, headers: { ETag, 'Cache-Control': kept ?? '' }, body: { text: '' } };
};

const sound = (bytes: Uint8Array | undefined): ContentAnswer =>
  bytes === undefined
    ? sentence(404, 'This is not spoken any more.')
    : {
        status: 200,
        headers: { 'Content-Type': contentType('.wav'), 'Cache-Control': 'no-store' },
        body: { bytes: new Uint8Array(bytes) },
      };

const json = (status: number, value: unknown): ContentAnswer => ({
  status,
  headers: { 'Content-Type': contentType('.json'), 'Cache-Control': 'no-store' },
  body: { text: JSON.stringify(value) },
});

const sentence = (status: number, text: string): ContentAnswer => ({
  status,
  headers: { 'Content-Type': contentType('.txt'), 'Cache-Control': 'no-store' },
  body: { text },
});

/** The code of the thread that speaks, of a build. */
export const builtSpeechWorker = (root: string): string => join(root, 'out', 'main', 'flite-worker.js');

/** The renderer's folder of a build, beside `out/main`. */
export const builtRendererFolder = (root: string): string => join(root, 'out', 'renderer');
