import { describe, expect, it } from 'vitest';
import { cameraFault, isWorthRetrying } from '../../../src/renderer/capture/camera-fault';

const codeOf = (name: string, message = ''): string => cameraFault(new DOMException(message, name)).code;

describe('a camera’s trouble in words', () => {
  it('tells a refusal by the user from one by the system', () => {
    expect(codeOf('NotAllowedError', 'Permission denied')).toBe('camera-refused');
    expect(codeOf('NotAllowedError', 'Permission denied by system')).toBe('camera-refused-system');
  });

  it('knows what the browser’s exceptions mean', () => {
    expect(codeOf('NotReadableError', 'Could not start video source')).toBe('camera-busy');
    expect(codeOf('NotFoundError')).toBe('camera-missing');
    expect(codeOf('OverconstrainedError')).toBe('camera-size');
    expect(cameraFault({ name: 'OverconstrainedError', constraint: 'deviceId' }).code).toBe('camera-missing');
    expect(codeOf('NotSupportedError')).toBe('camera-unsupported');
  });

  it('knows the situations that are no exceptions', () => {
    for (const situation of ['insecure', 'unplugged', 'silent', 'black'] as const)
      expect(cameraFault(situation).code).toBe(`camera-${situation}`);
  });

  it('always has a sentence and something to do, also for what it does not know', () => {
    for (const cause of [undefined, null, 7, 'constructor', {}, new Error('x'), { name: '__proto__' }]) {
      const fault = cameraFault(cause);
      expect(fault.code).toBe('camera-failed');
      expect(fault.message).toMatch(/\.$/);
      expect(fault.action).toMatch(/\.$/);
    }
  });

  it('does not ask again by itself after a refusal', () => {
    expect(isWorthRetrying(cameraFault({ name: 'NotAllowedError', message: 'Permission denied' }))).toBe(
      false,
    );
    expect(isWorthRetrying(cameraFault('insecure'))).toBe(false);
    expect(isWorthRetrying(cameraFault({ name: 'NotReadableError' }))).toBe(true);
    expect(isWorthRetrying(cameraFault('unplugged'))).toBe(true);
  });
});
