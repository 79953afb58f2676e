import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { downloadFile } from '../../../src/main/services/download';
import { startModelServer } from './model-server';

it('gives up on a server that stops answering, and keeps what has arrived', async () => {
  const content = randomBytes(1000);
  const folder = await mkdtemp(join(tmpdir(), 'kagami-download-'));
  const server = await startModelServer(content, 'stalls');
  try {
    const download = downloadFile(server.url, join(folder, 'a'), {
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      timeoutMs: 1500,
    });
    await expect(download).rejects.toThrow('stopped answering');
    expect(await readdir(folder)).toEqual(['a.part']);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});
