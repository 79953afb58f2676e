import { app, desktopCapturer, type Session, shell, systemPreferences } from 'electron';
import { isExternalUrlAllowed, isNavigationAllowed, originOf } from '../policy/navigation';
import { isPermissionGranted } from '../policy/permissions';
import { APP_ORIGIN } from './protocol';

/** Answers what pages ask of the system, by `policy/permissions.ts`. Electron grants everything where nobody answers. */
export const guardPermissions = (session: Session): void => {
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermissionGranted(
      {
        permission,
        origin,
        isMainFrame: details.isMainFrame,
        mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
      },
      APP_ORIGIN,
    ),
  );
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const origin = originOf(new URL(details.requestingUrl));
    const question = { permission, origin, isMainFrame: details.isMainFrame, mediaTypes };
    const granted = isPermissionGranted(question, APP_ORIGIN);
    if (granted) askSystem(mediaTypes).then(answer, () => answer(false));
    else answer(false);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(giveScreen, { useSystemPicker: true });
};

/** Whose colour lights the avatar: what the user chooses where the system has a dialog for it, else the first screen. */
const giveScreen: NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]> = (
  _request,
  answer,
) => {
  desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 0, height: 0 } }).then(
    ([screen]) => answer(screen === undefined ? {} : { video: screen }),
    () => answer({}),
  );
};

/** macOS asks the user itself, once; after a refusal only its System Settings change it. */
const askSystem = async (mediaTypes: readonly string[]): Promise<boolean> => {
  if (process.platform !== 'darwin') return true;
  for (const type of mediaTypes)
    if (!(await systemPreferences.askForMediaAccess(type === 'video' ? 'camera' : 'microphone')))
      return false;
  return true;
};

/** Keeps every window on the program's own pages; known sites open in the user's browser. */
export const guardNavigation = (): void => {
  app.on('web-contents-created', (_event, contents) => {
    const keepHere = (event: { preventDefault(): void; url: string }): void => {
      if (!isNavigationAllowed(event.url, APP_ORIGIN)) event.preventDefault();
    };
    contents.on('will-navigate', keepHere);
    contents.on('will-redirect', keepHere);
    contents.on('will-frame-navigate', keepHere);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalUrlAllowed(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
};
