import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../src/main/policy/csp';

const directives = (policy: string): Map<string, string[]> =>
  new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

describe('contentSecurityPolicy', () => {
  it('lets WebAssembly and blob workers run, and no foreign or evaluated script', () => {
    const policy = directives(contentSecurityPolicy());
    expect(policy.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy.get('worker-src')).toEqual(["'self'", 'blob:']);
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  });

  it('lets no page connect anywhere but to its host', () => {
    expect(directives(contentSecurityPolicy()).get('connect-src')).toEqual(["'self'", 'blob:', 'data:']);
    const withSocket = directives(contentSecurityPolicy('ws://127.0.0.1:5000')).get('connect-src');
    expect(withSocket).toEqual(["'self'", 'blob:', 'data:', 'ws://127.0.0.1:5000']);
  });

  it('has no wildcard', () => {
    expect(contentSecurityPolicy()).not.toMatch(/\*|https?:|'unsafe-eval'/);
  });
});
