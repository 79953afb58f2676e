import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { CHROMIUM_FLAGS, chromiumPath } from '../../scripts/bench/chromium';

/**
 * A Chromium whose pages can really be hidden. Playwright tells every page that it is in front; this speaks the DevTools
 * protocol itself and leaves visibility alone.
 */
export const launchPlainChromium = async (args: readonly string[]) => {
  const profile = mkdtempSync(join(tmpdir(), 'kagami-plain-'));
  const child = spawn(
    chromiumPath,
    [...CHROMIUM_FLAGS, ...args, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const socket = new WebSocket(await debuggerAddress(child));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));

  let lastId = 0;
  const waiting = new Map<number, (answer: ProtocolAnswer) => void>();
  socket.on('message', (data) => {
    const answer = JSON.parse(String(data)) as ProtocolAnswer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  const send = async (method: string, params: object = {}, sessionId?: string): Promise<ProtocolResult> => {
    const id = ++lastId;
    socket.send(JSON.stringify({ id, method, params, sessionId }));
    const answer = await new Promise<ProtocolAnswer>((resolve) => waiting.set(id, resolve));
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result ?? {};
  };

  return {
    /** Opens a page in front of all others. */
    async open(url: string) {
      const { targetId } = await send('Target.createTarget', { url });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      /** Value of an expression, which may be a promise. */
      const evaluate = async (expression: string): Promise<unknown> => {
        const { result, exceptionDetails } = await send(
          'Runtime.evaluate',
          { expression, awaitPromise: true, returnByValue: true },
          sessionId,
        );
        if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
        return result?.value;
      };
      // A new page is blank for a moment.
      while ((await evaluate('location.href + document.readyState')) !== `${url}complete`)
        await new Promise((resolve) => setTimeout(resolve, 50));
      return { evaluate };
    },
    async close(): Promise<void> {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      socket.close();
      child.kill();
      await ended;
      removeProfile(profile);
    },
  };
};

/** Chromium's own children may write for a moment after it has ended; a folder left behind in /tmp fails no test. */
const removeProfile = (profile: string): void => {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    console.warn(`${profile} stays: ${(error as Error).message}`);
  }
};

interface ProtocolResult {
  targetId?: string;
  sessionId?: string;
  result?: { value?: unknown };
  exceptionDetails?: unknown;
}
interface ProtocolAnswer {
  id?: number;
  result?: ProtocolResult;
  error?: { message: string };
}

const debuggerAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    child.stderr?.on('data', (chunk) => {
      heard += String(chunk);
      const address = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`Chromium ended at once: ${heard}`)));
  });
