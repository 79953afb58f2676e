/** As much of a worker as three's glTF exporter asks for. */
class FileReaderStub {
  result: ArrayBuffer | undefined;
  onloadend = (): void => undefined;
  readAsArrayBuffer(blob: Blob): void {
    void blob.arrayBuffer().then((buffer) => {
      this.result = buffer;
      this.onloadend();
    });
  }
}

export const stubFileReader = (): void => {
  globalThis.FileReader ??= FileReaderStub as never;
};
