/** Decodes pictures beside the page. */
export interface PictureToDecode {
  id: number;
  /** Bytes of a PNG, JPEG or WebP, cut into pieces, or the address of such: `data:` or `blob:`. */
  source: { pieces: ArrayBuffer[] } | { url: string };
}

export type DecodedPicture = { id: number; picture: ImageBitmap } | { id: number; error: string };

const scope = globalThis as unknown as {
  postMessage(message: DecodedPicture, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<PictureToDecode>) => void) | null;
};

scope.onmessage = async ({ data: { id, source } }) => {
  try {
    const blob = 'pieces' in source ? new Blob(source.pieces) : await (await fetch(source.url)).blob();
    // As glTF asks for: neither a colour profile nor alpha changes what is stored (glTF 2.0, section 3.8.1).
    const picture = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
    scope.postMessage({ id, picture }, [picture]);
  } catch (error) {
    scope.postMessage({ id, error: String(error) }, []);
  }
};
