import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TwitchServer } from '../../../src/main/services/trigger-inputs/twitch-chat';

/** Twitch's chat as far as an anonymous reader sees it: IRC lines over a WebSocket on this computer. */
export interface FakeTwitch {
  server: TwitchServer;
  /** Every line that readers have sent. */
  heard: string[];
  say(line: string): void;
  /** Breaks all connections, as a restart of theirs does. */
  drop(): void;
  close(): Promise<void>;
}

/** @param channels those that there are; joining another one is not answered, as with Twitch */
export const startFakeTwitch = async (channels: readonly string[]): Promise<FakeTwitch> => {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => sockets.once('listening', resolve));
  const heard: string[] = [];

  const answer = (socket: WebSocket, line: string): void => {
    const [command, ...words] = line.split(' ');
    if (command === 'CAP' && words[0] === 'LS')
      socket.send(':tmi.twitch.tv CAP * LS :twitch.tv/commands twitch.tv/membership twitch.tv/tags\r\n');
    if (command === 'CAP' && words[0] === 'REQ')
      socket.send(`:tmi.twitch.tv CAP * ACK ${line.slice(line.indexOf(':'))}\r\n`);
    if (command === 'NICK')
      socket.send(
        [
          `:tmi.twitch.tv 001 ${words[0]} :Welcome, GLHF!`,
          `:tmi.twitch.tv 002 ${words[0]} :Your host is tmi.twitch.tv`,
          `:tmi.twitch.tv 003 ${words[0]} :This server is rather new`,
          `:tmi.twitch.tv 004 ${words[0]} :-`,
          `:tmi.twitch.tv 375 ${words[0]} :-`,
          `:tmi.twitch.tv 372 ${words[0]} :You are in a maze of twisty passages, all alike.`,
          `:tmi.twitch.tv 376 ${words[0]} :>`,
          '',
        ].join('\r\n'),
      );
    if (command === 'JOIN' && channels.includes(words[0]!.slice(1)))
      socket.send(`:justinfan1!justinfan1@justinfan1.tmi.twitch.tv JOIN ${words[0]}\r\n`);
  };

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const line of String(data).split('\r\n').filter(Boolean)) {
        heard.push(line);
        answer(socket, line);
      }
    });
  });

  return {
    server: { hostName: '127.0.0.1', port: (sockets.address() as AddressInfo).port, secure: false },
    heard,
    say: (line) => {
      for (const socket of sockets.clients) socket.send(`${line}\r\n`);
    },
    drop: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close(() => resolve());
      }),
  };
};
