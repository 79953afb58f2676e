import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { type Rule, ruleSchema } from '@shared/triggers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopbackHost } from '../../../src/main/loopback/host';
import { createHostFixture, type HostFixture } from '../main/host-fixture';

let fixture: HostFixture;
let host: LoopbackHost;
let issued: string[];

beforeEach(async () => {
  fixture = await createHostFixture();
  host = await fixture.start();
  issued = [];
  host.services.commands.onIssued(({ command }) => issued.push(command.type));
});
afterEach(() => fixture.clean());

const rule = (over: Partial<Rule> = {}): Rule =>
  ruleSchema.parse({
    id: 'r',
    when: { kind: 'call', name: 'hug' },
    do: [{ type: 'reset-physics' }],
    ...over,
  });

const open = async (rules: Rule[] = [rule()], of = host): Promise<URL> => {
  await of.services.api.updateSettings({ inputs: { triggerCalls: { on: true } }, triggers: { rules } });
  await of.services.triggerInputs.settled();
  const { calls } = await of.services.api.getTriggerInputs();
  return new URL(calls.address?.replace('NAME', 'hug') ?? 'no-address:');
};

interface Wish {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer;
}

const call = (address: URL, { path, method = 'GET', headers = {}, body }: Wish = {}) =>
  new Promise<number | string>((resolve) => {
    const asked = httpRequest(
      {
        host: '127.0.0.1',
        port: address.port,
        path: path ?? address.pathname + address.search,
        method,
        headers,
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.on('error', () => resolve('broken'));
    asked.end(body);
  });

describe('calls of other programs', () => {
  it('find no open port until they are wanted, and none after', async () => {
    expect((await host.services.api.getTriggerInputs()).calls.state).toBe('off');
    const address = await open();
    expect(await call(address)).toBe(200);
    await host.services.api.updateSettings({ inputs: { triggerCalls: { on: false } } });
    await host.services.triggerInputs.settled();
    expect(await call(address)).toBe('broken');
  });

  it('set off the rules of their name, with GET or POST', async () => {
    const address = await open([rule(), rule({ id: 'off', on: false, do: [{ type: 'snapshot' }] })]);
    expect(await call(address)).toBe(200);
    expect(await call(address, { method: 'POST', body: Buffer.from('{"any":"thing"}') })).toBe(200);
    expect(await call(address, { path: `/trigger/HUG${address.search}` })).toBe(200);
    expect(issued).toEqual(['reset-physics', 'reset-physics', 'reset-physics']);
    const bearer = { Authorization: `Bearer ${address.searchParams.get('token')}` };
    expect(await call(address, { path: '/trigger/hug', headers: bearer })).toBe(200);
    expect(await call(address, { path: `/trigger/dance${address.search}` })).toBe(404);
    expect((await host.services.api.getTriggerInputs()).calls.lastName).toBe('dance');
  });

  it('let a rule rest for as long as it wants to', async () => {
    const address = await open([rule({ coolDownMs: 60_000 })]);
    expect([await call(address), await call(address)]).toEqual([200, 200]);
    expect(issued).toEqual(['reset-physics']);
  });

  it.each<[string, Wish, number]>([
    ['another computer’s name', { headers: { Host: 'evil.example' } }, 403],
    ['a web page', { headers: { Origin: 'https://evil.example' } }, 403],
    ['a page of another port', { headers: { 'Sec-Fetch-Site': 'same-site' } }, 403],
    ['a browser that looks ahead', { headers: { 'Sec-Purpose': 'prefetch' } }, 403],
    ['no token', { path: '/trigger/hug' }, 403],
    ['a wrong token', { path: '/trigger/hug?token=abc' }, 403],
  ])('are refused for %s', async (_, wish, status) => {
    const address = await open();
    expect(await call(address, wish)).toBe(status);
    expect(issued).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['/', 'GET', 404],
    ['/trigger/', 'GET', 404],
    ['/trigger/../studio.html', 'GET', 404],
    ['/trigger/a/b', 'GET', 404],
    ['/trigger/%2e%2e', 'GET', 404],
    ['/trigger/hug', 'DELETE', 405],
    ['/trigger/hug', 'HEAD', 405],
  ])('to %s by %s get %i', async (path, method, status) => {
    const address = await open();
    expect(await call(address, { path: path + address.search, method })).toBe(status);
    expect(issued).toEqual([]);
  });

  it('are slowed down where they come too often, and cut off where they send too much', async () => {
    const address = await open();
    const answers = await Promise.all(Array.from({ length: 15 }, () => call(address)));
    const more = await Promise.all(Array.from({ length: 15 }, () => call(address)));
    expect([...answers, ...more]).toContain(429);
    expect(await call(address, { method: 'POST', body: Buffer.alloc(200_000) })).toBe('broken');
  });

  it('keep their address over a restart, until it is renewed', async () => {
    const first = await open();
    await host.services.settings.flush();
    await host.close();
    const again = await fixture.start();
    await again.services.triggerInputs.settled();
    const { calls } = await again.services.api.getTriggerInputs();
    expect(calls.address?.replace('NAME', 'hug')).toBe(first.href);
    await again.services.api.renewTriggerAddress();
    expect(await call(first)).toBe(403);
  });

  it('go to another port for now where the usual one is taken', async () => {
    const taker = createServer();
    const port = await new Promise<number>((resolve) =>
      taker.listen(0, '127.0.0.1', () => resolve((taker.address() as { port: number }).port)),
    );
    await host.services.api.updateSettings({ inputs: { triggerCalls: { port } } });
    const address = await open();
    expect((await host.services.api.getTriggerInputs()).calls.state).toBe('moved');
    expect(await call(address)).toBe(200);
    taker.close();
  });
});

describe('words of a call', () => {
  const spoken = (): readonly string[] => {
    const { spoken: now, waiting } = host.services.speech.state;
    return [...(now === null ? [] : [now.text]), ...waiting];
  };

  it('are spoken by the rule that asks for them, without what no voice can read', async () => {
    const texts: string[] = [];
    host.services.commands.onIssued(({ command }) => {
      if (command.type === 'say') texts.push(command.text);
    });
    const address = await open([rule({ do: [{ type: 'say', text: '{user} says {text}' }] })]);
    address.searchParams.set('text', 'Hello\u202e {user}\n there');
    address.searchParams.set('user', 'Ann');
    expect(await call(address)).toBe(200);
    expect(texts).toEqual(['Ann says Hello {user} there']);
    // No voice is built here: the text is told to be one that cannot be spoken.
    await expect.poll(() => host.services.speech.state.fault?.code).toBe('no-engine');
    expect(spoken()).toEqual([]);
  });

  it('that are too long are refused, and nothing is done', async () => {
    const address = await open([rule({ do: [{ type: 'say', text: '{text}' }] })]);
    address.searchParams.set('text', 'a'.repeat(501));
    expect(await call(address)).toBe(400);
    expect(issued).toEqual([]);
  });
});
