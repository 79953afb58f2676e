import { describe, expect, it } from 'vitest';
import { isIpcSenderAllowed } from '../../../src/main/policy/ipc-sender';
import { isExternalUrlAllowed, isNavigationAllowed } from '../../../src/main/policy/navigation';

const OWN = 'app://kagami';

describe('isNavigationAllowed', () => {
  it.each(['app://kagami/studio.html', 'app://kagami/stage.html?id=2#x', 'app://kagami/stage2.html'])(
    'lets a window go to %s',
    (url) => {
      expect(isNavigationAllowed(url, OWN)).toBe(true);
    },
  );

  it.each([
    'https://evil.example/studio.html',
    'file:///etc/passwd',
    'app://kagami/user/avatars/a.vrm',
    'app://kagami.evil/studio.html',
    'app://evil@kagami.evil/studio.html',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'not a url',
  ])('keeps it from %s', (url) => {
    expect(isNavigationAllowed(url, OWN)).toBe(false);
  });
});

describe('isExternalUrlAllowed', () => {
  it('opens known sites', () => {
    expect(isExternalUrlAllowed('https://hub.vroid.com/en/models')).toBe(true);
  });

  it.each([
    'http://hub.vroid.com/',
    'https://hub.vroid.com.evil.example/',
    'https://hub.vroid.com@evil.example/',
    'https://user:secret@hub.vroid.com/',
    'https://hub.vroid.com:8443/',
    'file:///C:/windows/system32/calc.exe',
    'ms-settings:',
    'smb://share/x',
    '',
  ])('does not open %s', (url) => {
    expect(isExternalUrlAllowed(url)).toBe(false);
  });
});

describe('isIpcSenderAllowed', () => {
  it('listens to the pages themselves alone', () => {
    expect(isIpcSenderAllowed({ url: 'app://kagami/studio.html', isMainFrame: true }, OWN)).toBe(true);
    expect(isIpcSenderAllowed({ url: 'app://kagami/studio.html', isMainFrame: false }, OWN)).toBe(false);
    expect(isIpcSenderAllowed({ url: 'app://kagami.evil/studio.html', isMainFrame: true }, OWN)).toBe(false);
    expect(isIpcSenderAllowed({ url: 'https://evil.example/', isMainFrame: true }, OWN)).toBe(false);
    expect(isIpcSenderAllowed(undefined, OWN)).toBe(false);
  });
});
