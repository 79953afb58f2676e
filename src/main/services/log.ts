import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const MAX_BYTES = 2 * 1024 * 1024;
const LONGEST_LINE = 4000;

/** A log in `<folder>/kagami.log`; the file before the newest is kept as `kagami.old.log`. */
export const createFileLog = (folder: string): Log => {
  mkdirSync(folder, { recursive: true });
  const logger = electronLog.create({ logId: folder });
  logger.transports.console.level = false;
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = MAX_BYTES;
  logger.transports.file.resolvePathFn = () => join(folder, 'kagami.log');
  return {
    info: (message) => logger.info(oneLine(message)),
    warn: (message) => logger.warn(oneLine(message)),
    error: (message) => logger.error(oneLine(message)),
  };
};

export const silentLog: Log = { info() {}, warn() {}, error() {} };

/** Pages write to the log too: a message must not forge a line or fill the disk. */
const oneLine = (message: string): string =>
  message.length > LONGEST_LINE
    ? `${message.slice(0, LONGEST_LINE)}…`.replace(/[\r\n]+/g, ' ⏎ ')
    : message.replace(/[\r\n]+/g, ' ⏎ ');
