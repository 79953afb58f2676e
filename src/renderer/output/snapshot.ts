/** What can give a picture of itself: an AvatarView. */
export interface SnapshotSource {
  /** PNG with the feed's alpha. */
  snapshot(): Promise<Blob>;
}

/** `kagami-20260131-142530.png`, in local time. */
export const snapshotName = (time: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `kagami-${date}-${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}.png`;
};

/** Saves the feed's picture where the browser puts downloads. */
export const saveSnapshot = async (source: SnapshotSource, time: Date): Promise<void> => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await source.snapshot());
  link.download = snapshotName(time);
  link.click();
  // The download has taken its own reference once the click's task is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
