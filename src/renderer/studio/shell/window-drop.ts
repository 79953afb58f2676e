import { useEffect } from 'react';
import type { StudioActions } from '../studio-actions';

/** What a dropped file is for, by its type or its name's ending; undefined where Kagami has no use for it. */
export const purposeOf = (file: {
  name: string;
  type: string;
}): 'avatar' | 'animation' | 'source' | undefined => {
  if (/\.(vrma|bvh)$/i.test(file.name)) return 'animation';
  if (/\.(vrm|glb|gltf|fbx)$/i.test(file.name)) return 'avatar';
  if (/^(video|image)\//.test(file.type) || /\.(mp4|m4v|webm|mov|mkv)$/i.test(file.name)) return 'source';
  return undefined;
};

/**
 * Takes files dropped anywhere in the window: an avatar is added, an animation is added and played, a video or picture becomes the source. Without it the
 * browser would leave Studio and show the file.
 */
export const useWindowDrop = (actions: StudioActions): void => {
  useEffect(() => {
    const allow = (event: DragEvent) => event.preventDefault();
    const take = (event: DragEvent) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      const inDropZone = event.target instanceof Element && event.target.closest('.k-drop') !== null;
      if (file === undefined || inDropZone) return;
      const purpose = purposeOf(file);
      if (purpose === 'avatar') {
        actions.showSection('avatar');
        void actions.addAvatar(file);
      } else if (purpose === 'animation') void actions.addClip(file);
      else if (purpose === 'source') {
        actions.showSection('tracking');
        void actions.openFile(file);
      } else actions.refuseFile();
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', take);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', take);
    };
  }, [actions]);
};
