import { contentSecurityPolicy } from './csp';

/** Headers of every answer of both hosts, the files' own aside. */
export const securityHeaders = (socketOrigin?: string): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(socketOrigin),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(self), microphone=(self), geolocation=(), usb=(), serial=(), hid=(), bluetooth=(), display-capture=(self)',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
});
