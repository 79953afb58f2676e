/** The frame that sent an IPC message, as much of it as matters. */
export interface IpcSender {
  url: string;
  /** Whether it is a window's own page; frames inside a page have no business with the host. */
  isMainFrame: boolean;
}

/** Whether an IPC message may be listened to. A frame that is already gone comes as undefined. */
export const isIpcSenderAllowed = (sender: IpcSender | undefined, ownOrigin: string): boolean =>
  sender?.isMainFrame === true && sender.url.startsWith(`${ownOrigin}/`);
