/**
 * Which avatar to go back to after `failedId` could not be shown: the one that a Stage still shows, else the one chosen
 * before, else the first that comes with Kagami.
 *
 * @param shownIds avatars that Stages show, newest first.
 * @param chosenBefore avatars chosen earlier, newest first.
 * @param available ids that the host lists.
 */
export const avatarToReturnTo = (
  failedId: string,
  shownIds: readonly string[],
  chosenBefore: readonly string[],
  available: readonly string[],
): string | undefined => {
  const candidates = [...shownIds, ...chosenBefore, ...available];
  return candidates.find((id) => id !== failedId && available.includes(id));
};
