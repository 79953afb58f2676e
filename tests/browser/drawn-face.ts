import type { BrowserContext } from '@playwright/test';

/** How the drawn person looks. */
export interface DrawnFace {
  /** Where the features sit off the middle of the face, as a share of its half width: positive = to the right of the picture. */
  turn: number;
}

/** Draws a person of our own, lit and shaded enough for a face detector, where no footage of a real one is at hand. */
export const drawFace = async (context: BrowserContext, face: DrawnFace, path: string): Promise<string> => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 640, height: 480 });
  await page.setContent(`<body style="margin:0">${faceSvg(face)}</body>`);
  await page.screenshot({ path });
  await page.close();
  return path;
};

const faceSvg = ({ turn }: DrawnFace): string => {
  const shift = turn * 34;
  const near = 1 - Math.max(0, turn) * 0.25;
  const far = 1 + Math.min(0, turn) * 0.25;
  const eye = (x: number, width: number): string => `
    <g transform="translate(${x} 205)">
      <ellipse rx="${24 * width}" ry="17" fill="#a9745a" opacity=".45"/>
      <path d="M${-19 * width} 1 Q0 -12 ${19 * width} 1 Q0 10 ${-19 * width} 1Z" fill="#f2ece6"/>
      <circle cx="${turn * 2}" cy="-1" r="7.5" fill="#4a3020"/><circle cx="${turn * 2}" cy="-1" r="3.6" fill="#120b08"/>
      <circle cx="${turn * 2 + 2}" cy="-3.5" r="1.5" fill="#fff"/>
      <path d="M${-20 * width} 1 Q0 -14 ${20 * width} 1" fill="none" stroke="#2a1a12" stroke-width="3.2"/>
      <path d="M${-23 * width} -21 Q0 -33 ${23 * width} -20" fill="none" stroke="#3a2417" stroke-width="6.5" stroke-linecap="round"/>
    </g>`;
  return `<svg width="640" height="480" viewBox="0 0 640 480" xmlns="http://www.w3.org/2000/svg">
    <defs>
      <radialGradient id="skin" cx="${0.5 + turn * 0.12}" cy=".42" r=".62">
        <stop offset="0" stop-color="#f0c6a6"/><stop offset=".6" stop-color="#d9a27f"/><stop offset="1" stop-color="#8f5d43"/>
      </radialGradient>
      <linearGradient id="wall" x2="1" y2="1"><stop stop-color="#c9d2d6"/><stop offset="1" stop-color="#9aa6ad"/></linearGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="5"/></filter><filter id="fine"><feGaussianBlur stdDeviation="1.1"/></filter>
    </defs>
    <rect width="640" height="480" fill="url(#wall)"/>
    <path d="M110 480 Q130 385 265 365 L375 365 Q510 385 530 480Z" fill="#3c5878"/>
    <path d="M275 300 L272 372 Q320 405 368 372 L365 300Z" fill="#b57f61"/>
    <path d="M275 318 Q320 362 365 318 L365 345 Q320 385 275 345Z" fill="#7d513a" opacity=".5" filter="url(#soft)"/>
    <ellipse cx="320" cy="190" rx="112" ry="138" fill="#2c1c13"/>
    <g filter="url(#fine)">
      <ellipse cx="${214 + shift * 0.2}" cy="220" rx="13" ry="26" fill="#c08a6a"/>
      <ellipse cx="${426 + shift * 0.2}" cy="220" rx="13" ry="26" fill="#c08a6a"/>
      <path d="M220 190 Q218 92 320 90 Q422 92 420 190 Q420 262 388 306 Q356 346 320 347 Q284 346 252 306 Q220 262 220 190Z" fill="url(#skin)"/>
      <path d="M216 190 Q214 80 320 74 Q426 80 424 190 Q412 118 350 120 Q270 116 240 140 Q224 160 216 190Z" fill="#2c1c13"/>
      <ellipse cx="${255 + shift * 0.7}" cy="252" rx="26" ry="18" fill="#d98b74" opacity=".35" filter="url(#soft)"/>
      <ellipse cx="${385 + shift * 0.7}" cy="252" rx="26" ry="18" fill="#d98b74" opacity=".35" filter="url(#soft)"/>
      ${eye(276 + shift, far)}${eye(364 + shift, near)}
      <path d="M${311 + shift * 1.1} 200 Q${306 + shift * 1.4} 240 ${300 + shift * 1.5} 254 Q${320 + shift * 1.5} 270 ${340 + shift * 1.5} 254 Q${334 + shift * 1.4} 240 ${329 + shift * 1.1} 200" fill="#e3b392" opacity=".75"/>
      <path d="M${300 + shift * 1.5} 255 Q${320 + shift * 1.5} 269 ${340 + shift * 1.5} 255" fill="none" stroke="#8d563d" stroke-width="3.5"/>
      <ellipse cx="${310 + shift * 1.5}" cy="258" rx="4.5" ry="3" fill="#5c3424"/><ellipse cx="${330 + shift * 1.5}" cy="258" rx="4.5" ry="3" fill="#5c3424"/>
      <path d="M${286 + shift} 296 Q${305 + shift} 286 ${320 + shift} 291 Q${335 + shift} 286 ${354 + shift} 296 Q${320 + shift} 303 ${286 + shift} 296Z" fill="#a8524c"/>
      <path d="M${286 + shift} 296 Q${320 + shift} 303 ${354 + shift} 296 Q${338 + shift} 316 ${320 + shift} 316 Q${302 + shift} 316 ${286 + shift} 296Z" fill="#c0675f"/>
      <path d="M${288 + shift} 296 Q${320 + shift} 303 ${352 + shift} 296" fill="none" stroke="#5c2622" stroke-width="2.4"/>
      <path d="M${296 + shift} 326 Q${320 + shift} 334 ${344 + shift} 326" fill="none" stroke="#9c664b" stroke-width="4" opacity=".5"/>
    </g>
  </svg>`;
};
