import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleSchema, type WhenOf } from '@shared/triggers';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src/main/services/log';
import { createSettingsStore } from '../../../src/main/services/settings';
import { createTwitchChat, type TwitchChat } from '../../../src/main/services/trigger-inputs/twitch-chat';
import {
  isMeantTwitch,
  readTwitchLine,
  spokenWords,
} from '../../../src/main/services/trigger-inputs/twitch-event';
import { createTriggers } from '../../../src/main/services/triggers';
import { type FakeTwitch, startFakeTwitch } from './fake-twitch';

const when = (over: object): WhenOf<'twitch'> =>
  ruleSchema.parse({ id: 'r', when: { kind: 'twitch', event: 'command', ...over } }).when as WhenOf<'twitch'>;

const message = (text: string, tags: Record<string, string> = {}) =>
  readTwitchLine({ command: 'PRIVMSG', tags: new Map(Object.entries(tags)), text })!;

describe('what is said in the chat', () => {
  it.each([
    ['!wave', '!wave', true],
    ['!WAVE at me', '!wave', true],
    ['  !wave  ', '!wave', true],
    ['!waves', '!wave', false],
    ['say !wave', '!wave', false],
    ['anything', '', false],
  ])('"%s" is meant by "%s": %s', (text, words, meant) => {
    expect(isMeantTwitch(when({ words }), message(text))).toBe(meant);
  });

  it('counts from the rank on that the rule wants', () => {
    const asked = (from: string, badges: string) =>
      isMeantTwitch(when({ words: '!go', from }), message('!go', { badges }));
    expect(asked('everyone', '')).toBe(true);
    expect(asked('subscriber', '')).toBe(false);
    expect(asked('subscriber', 'founder/0')).toBe(true);
    expect(asked('moderator', 'subscriber/12,vip/1')).toBe(false);
    expect(asked('moderator', 'moderator/1,subscriber/12')).toBe(true);
    expect(asked('vip', 'broadcaster/1')).toBe(true);
  });

  it('tells rewards, bits, subscriptions and raids apart', () => {
    const redeemed = message('hi', { 'custom-reward-id': 'abc' });
    expect(isMeantTwitch(when({ event: 'redeem' }), redeemed)).toBe(true);
    expect(isMeantTwitch(when({ event: 'redeem', reward: 'abc' }), redeemed)).toBe(true);
    expect(isMeantTwitch(when({ event: 'redeem', reward: 'other' }), redeemed)).toBe(false);
    expect(isMeantTwitch(when({ event: 'redeem' }), message('hi'))).toBe(false);
    expect(isMeantTwitch(when({ event: 'bits', least: 100 }), message('cheer100', { bits: '100' }))).toBe(
      true,
    );
    expect(isMeantTwitch(when({ event: 'bits', least: 100 }), message('cheer99', { bits: '99' }))).toBe(
      false,
    );
    const notice = (tags: Record<string, string>) =>
      readTwitchLine({ command: 'USERNOTICE', tags: new Map(Object.entries(tags)), text: '' });
    const raid = notice({ 'msg-id': 'raid', 'msg-param-viewerCount': '15' })!;
    expect(isMeantTwitch(when({ event: 'raid', least: 10 }), raid)).toBe(true);
    expect(isMeantTwitch(when({ event: 'raid', least: 16 }), raid)).toBe(false);
    expect(isMeantTwitch(when({ event: 'subscription' }), notice({ 'msg-id': 'resub' })!)).toBe(true);
    expect(notice({ 'msg-id': 'announcement' })).toBeUndefined();
  });

  it('of another channel in a shared chat is not heard', () => {
    const tags = new Map([
      ['room-id', '1'],
      ['source-room-id', '2'],
    ]);
    expect(readTwitchLine({ command: 'PRIVMSG', tags, text: '!wave' })).toBeUndefined();
  });

  it('whatever it is, is read without a fault and in bounds', () => {
    const tags = fc.dictionary(
      fc.constantFrom('badges', 'bits', 'custom-reward-id', 'msg-id', 'room-id', 'msg-param-viewerCount'),
      fc.string({ maxLength: 2000 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('PRIVMSG', 'USERNOTICE', 'JOIN'),
        tags,
        fc.string({ maxLength: 3000 }),
        (command, all, text) => {
          const event = readTwitchLine({ command, tags: new Map(Object.entries(all)), text });
          if (event === undefined) return;
          expect(event.words.length).toBeLessThanOrEqual(500);
          expect(event.reward.length).toBeLessThanOrEqual(64);
          expect(event.amount).toBeGreaterThanOrEqual(0);
          expect(event.rank).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('the chat of a channel', () => {
  const open: (FakeTwitch | TwitchChat)[] = [];
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

  const start = async (rules: object[]) => {
    const twitch = await startFakeTwitch(['hikari']);
    const file = join(await mkdtemp(join(tmpdir(), 'kagami-twitch-')), 'settings.json');
    const settings = await createSettingsStore({ file, log: silentLog });
    settings.update({ triggers: { rules: rules.map((rule) => ruleSchema.parse(rule)) } });
    const acted: string[] = [];
    const commands = { run: (command: { type: string }) => acted.push(command.type) };
    const triggers = createTriggers({ settings, commands: commands as never, log: silentLog });
    const chat = createTwitchChat({ settings, triggers, log: silentLog, server: twitch.server });
    open.push(chat, twitch);
    return { twitch, settings, acted, chat };
  };

  const WAVE = { id: 'wave', when: when({ words: '!wave' }), do: [{ type: 'reset-physics' }] };
  const HUG = {
    id: 'hug',
    when: when({ event: 'redeem', reward: 'd3b0' }),
    do: [{ type: 'snapshot' }],
    coolDownMs: 60_000,
  };

  it('is joined without an account, and sets rules off', async () => {
    const { twitch, settings, acted, chat } = await start([WAVE, HUG]);
    expect(chat.state.state).toBe('off');
    settings.update({ inputs: { twitch: { on: true, channel: 'Hikari' } } });
    await vi.waitFor(() => expect(chat.state.state).toBe('connected'), 5000);
    expect(twitch.heard.some((line) => /^NICK justinfan\d+$/.test(line))).toBe(true);
    expect(twitch.heard.some((line) => /^(PASS|PRIVMSG)/.test(line))).toBe(false);
    expect(twitch.heard).toContain('JOIN #hikari');

    const from = ':viewer!viewer@viewer.tmi.twitch.tv';
    twitch.say(`@badges=;room-id=1 ${from} PRIVMSG #hikari :!wave hello`);
    await vi.waitFor(() => expect(acted).toEqual(['reset-physics']));
    twitch.say(`@badges=;custom-reward-id=d3b0;room-id=1 ${from} PRIVMSG #hikari :a hug`);
    twitch.say(`@badges=;custom-reward-id=d3b0;room-id=1 ${from} PRIVMSG #hikari :and again`);
    twitch.say(`@badges=;room-id=1 ${from} PRIVMSG #hikari :!wave`);
    await vi.waitFor(() => expect(acted).toEqual(['reset-physics', 'snapshot', 'reset-physics']));
    expect(chat.state.lastReward).toEqual({ id: 'd3b0', words: 'and again' });
    twitch.say('PING :tmi.twitch.tv');
    await vi.waitFor(() => expect(twitch.heard.some((line) => line.startsWith('PONG'))).toBe(true));
  });

  it('is found again after it was lost, and left when it is not wanted', async () => {
    const { twitch, settings, chat } = await start([]);
    settings.update({ inputs: { twitch: { on: true, channel: 'hikari' } } });
    await vi.waitFor(() => expect(chat.state.state).toBe('connected'), 5000);
    twitch.drop();
    const joins = () => twitch.heard.filter((line) => line === 'JOIN #hikari').length;
    await vi.waitFor(() => expect(joins()).toBe(2), 10_000);
    await vi.waitFor(() => expect(chat.state.state).toBe('connected'));
    await twitch.close();
    await vi.waitFor(() => expect(chat.state.state).toBe('lost'), 5000);
    settings.update({ inputs: { twitch: { on: false } } });
    expect(chat.state.state).toBe('off');
  }, 20_000);

  it('is not asked for while Kagami stays off the network', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'kagami-twitch-')), 'settings.json');
    const settings = await createSettingsStore({ file, log: silentLog });
    settings.update({
      network: { offline: true },
      inputs: { twitch: { on: true, channel: 'hikari' } },
    });
    const chat = createTwitchChat({ settings, triggers: { fireWhere: () => 0 }, log: silentLog });
    open.push(chat);
    expect(chat.state.state).toBe('offline');
  });
});

describe('what of the chat is read aloud', () => {
  const aloud = (text: string, tags: Record<string, string> = {}, over: object = { event: 'redeem' }) =>
    spokenWords(when(over), message(text, tags));

  it('is the words, without links, emotes and signs', () => {
    expect(aloud('look at https://evil.example/x?y and www.a.b or evil.com/p now').text).toBe(
      'look at and or now',
    );
    expect(aloud('Kappa hi Kappa', { emotes: '25:0-4,9-13' }).text).toBe('hi');
    expect(aloud('😀 Kappa hi', { emotes: '25:2-6' }).text).toBe('hi');
    expect(aloud('nice 👍🏽 1️⃣ 🇯🇵 stream ❤️').text).toBe('nice 1 stream');
    expect(aloud('Nooooooooo!!!!!!! wait...what').text).toBe('Nooo!!! wait...what');
  });

  it('is short, in whole words, with a name as it is said', () => {
    const { text, user } = aloud('word '.repeat(100), { 'display-name': 'the_big__cat' });
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text.endsWith('word')).toBe(true);
    expect(user).toBe('the big cat');
  });

  it('of a command is what follows its word', () => {
    expect(aloud('!SAY hello there', {}, { words: '!say' }).text).toBe('hello there');
    expect(aloud('!say', {}, { words: '!say' }).text).toBe('');
  });

  it('whatever it is, stays in bounds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.string({ maxLength: 80 }),
        (text, emotes) => {
          const words = aloud(text, { emotes, 'display-name': text });
          return [...words.text].length <= 200 && [...words.user].length <= 64 && !/\p{C}/u.test(words.text);
        },
      ),
    );
  });
});
