/** The pictures of a Motion JPEG file: JPEGs end to end, each from its start marker (FFD8) to its end marker (FFD9). */
export const readMotionJpeg = async (url: string): Promise<ImageBitmap[]> => {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const pictures: Promise<ImageBitmap>[] = [];
  let start = 0;
  for (let at = 0; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    if (bytes[at + 1] === 0xd8) start = at;
    else if (bytes[at + 1] === 0xd9)
      pictures.push(createImageBitmap(new Blob([bytes.subarray(start, at + 2)], { type: 'image/jpeg' })));
  }
  return Promise.all(pictures);
};

export const readPhoto = async (url: string): Promise<ImageBitmap> =>
  createImageBitmap(await (await fetch(url)).blob());
