import type { BrowserContext } from '@playwright/test';

export interface Cell {
  title: string;
  /** PNG. */
  picture: Buffer;
}

export interface Sheet {
  columns: number;
  cells: readonly Cell[];
}

const QUALITY = 0.88;

/** Draws pictures side by side with their titles; a checkerboard shows where they are transparent. @returns WebP */
export const drawSheet = async (context: BrowserContext, { columns, cells }: Sheet): Promise<Buffer> => {
  const page = await context.newPage();
  try {
    const address = await page.evaluate(
      async ({ columns, cells, quality }) => {
        const images = await Promise.all(
          cells.map(async ({ url }) => createImageBitmap(await (await fetch(url)).blob())),
        );
        const [gap, header, square] = [8, 24, 10];
        const { width, height } = images[0]!;
        const rows = Math.ceil(images.length / columns);
        const canvas = new OffscreenCanvas(
          columns * (width + gap) + gap,
          rows * (height + header + gap) + gap,
        );
        const context = canvas.getContext('2d')!;
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        images.forEach((image, i) => {
          const x = gap + (i % columns) * (width + gap);
          const y = gap + Math.floor(i / columns) * (height + header + gap);
          context.fillStyle = '#26292e';
          context.font = '600 14px sans-serif';
          context.fillText(cells[i]!.title, x, y + 16);
          for (let row = 0; row * square < height; row++)
            for (let column = 0; column * square < width; column++) {
              context.fillStyle = (row + column) % 2 === 0 ? '#f4f4f6' : '#d9dbe0';
              context.fillRect(
                x + column * square,
                y + header + row * square,
                Math.min(square, width - column * square),
                Math.min(square, height - row * square),
              );
            }
          context.drawImage(image, x, y + header);
        });
        const sheet = await canvas.convertToBlob({ type: 'image/webp', quality });
        return new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result as string);
          reader.readAsDataURL(sheet);
        });
      },
      {
        columns,
        quality: QUALITY,
        cells: cells.map(({ title, picture }) => ({
          title,
          url: `data:image/png;base64,${picture.toString('base64')}`,
        })),
      },
    );
    return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  } finally {
    await page.close();
  }
};
