import type { EyeShape } from '../head/eye-shape';
import { FACE_TEXTURE_SIZE } from '../head/face';
import type { HeadSurface } from '../head/head-surface';
import type { Palette } from '../recipe';
import { ellipse, gauss, smoothstep } from '../vector';
import { type Color, hex, mixColor, shadeOf, times, WHITE } from './color';
import { type Picture, paint } from './image';

/** The face from the front: skin, blush, the shadow of the fringe, a hint of a nose. */
export function paintFace(palette: Palette, head: HeadSurface, eye: EyeShape, girlish: boolean): Picture {
  const skin = hex(palette.skin);
  const warm = times(skin, [1, 0.84, 0.8]);
  const blush: Color = [1, 0.55, 0.56];
  const top = head.shape.chin + FACE_TEXTURE_SIZE * 0.95;
  const cheek = { x: eye.x + 0.014, y: eye.y - eye.down - 0.0145 };
  const fringe = head.y(0.56);
  return paint(512, 512, 1, (u, v) => {
    const side = (u - 0.5) * FACE_TEXTURE_SIZE;
    const x = Math.abs(side);
    const y = top - v * FACE_TEXTURE_SIZE;
    let c = skin;
    if (y > fringe) c = mixColor(c, warm, 0.75 * smoothstep(fringe, head.y(0.66), y));
    // Around the upper lid, as if lashes and lid were thick.
    if (Math.abs(y - eye.y - eye.up) < 0.024)
      c = mixColor(
        c,
        warm,
        0.32 * gauss((x - eye.x) / (eye.halfWidth * 0.9)) * gauss((y - eye.y - eye.up) / 0.011),
      );
    const dx = x - cheek.x;
    const dy = y - cheek.y;
    if (Math.abs(dx) < 0.023 && Math.abs(dy) < 0.0115) {
      const r = ellipse(dx / 0.023, dy / 0.0115);
      c = mixColor(c, blush, (girlish ? 0.42 : 0.16) * (1 - smoothstep(0.15, 1, r)));
      for (const k of girlish ? [-1, 0, 1] : []) {
        const stroke = ellipse((dx - k * 0.0075 + dy * 0.45) / 0.0008, dy / 0.0042);
        c = mixColor(c, [0.96, 0.45, 0.5], 0.55 * (1 - smoothstep(0.5, 1.1, stroke)));
      }
    }
    return x < 0.008 ? paintMiddle(c, head, side, y) : c;
  });
}

/** A shadow to one side of the tip of the nose, light on its bridge, and the light that the lower lip catches. */
function paintMiddle(skin: Color, head: HeadSurface, x: number, y: number): Color {
  const dy = y - head.y(0.228);
  const nose = ellipse((x + 0.0012 - dy * 0.25) / 0.0021, dy / 0.0026);
  const light = ellipse((x - 0.0016) / 0.0016, (y - head.y(0.262)) / 0.0034);
  const lip = ellipse(x / 0.006, (y - head.y(0.138)) / 0.0018);
  let c = mixColor(skin, [0.9, 0.56, 0.5], 0.6 * (1 - smoothstep(0.3, 1, nose)));
  c = mixColor(c, WHITE, 0.55 * (1 - smoothstep(0.2, 1, light)));
  return mixColor(c, [0.98, 0.7, 0.66], 0.45 * (1 - smoothstep(0.2, 1, lip)));
}

/** An iris that fills its square: dark above, bright below, two highlights. Highlights are on the same side in both eyes. */
export function paintIris(palette: Palette, sharp: boolean): Picture {
  const dark = hex(palette.eyeDark);
  const light = hex(palette.eyeLight);
  const ink = mixColor(times(dark, dark), [0.05, 0.03, 0.1], 0.55);
  const glow = mixColor(light, WHITE, 0.62);
  return paint(256, 256, 2, (u, v) => {
    const x = u * 2 - 1;
    const y = v * 2 - 1;
    const r = ellipse(x, y);
    if (r > 1.05) return ink;
    let c = mixColor(dark, light, smoothstep(-0.35, 0.85, y));
    // Fine rays between pupil and rim.
    const angle = Math.atan2(y, x);
    const ray = 0.5 + 0.5 * Math.sin(angle * 26) * Math.sin(angle * 7 + 1);
    c = mixColor(c, light, 0.22 * ray * smoothstep(0.3, 0.7, r) * smoothstep(-0.2, 0.4, y));
    c = mixColor(c, ink, 0.88 * smoothstep(0.8, 0.92, r));
    c = mixColor(c, ink, 0.72 * (1 - smoothstep(-0.95, -0.05, y)));
    const pupil = ellipse(x / 0.36, (y + 0.04) / 0.44);
    c = mixColor(c, ink, 1 - smoothstep(0.86, 1.06, pupil));
    // Light that gathers at the bottom of the iris.
    const bowl = ellipse(x / 0.66, (y - 0.56) / 0.3);
    c = mixColor(c, glow, 0.85 * (1 - smoothstep(0.3, 1, bowl)) * (1 - smoothstep(0.86, 0.96, r)));
    const ring = ellipse(x / 0.5, (y + 0.04) / 0.58);
    c = mixColor(c, light, 0.5 * gauss((ring - 1) / 0.09) * smoothstep(-0.3, 0.5, y));
    const big = ellipse((x + 0.36) / (sharp ? 0.21 : 0.285), (y + 0.42) / (sharp ? 0.2 : 0.27));
    const small = ellipse((x - 0.4) / 0.135, (y - 0.36) / 0.125);
    const dot = ellipse((x + 0.5) / 0.075, (y - 0.06) / 0.07);
    c = mixColor(c, WHITE, 1 - smoothstep(0.9, 1.02, big));
    c = mixColor(c, WHITE, 0.92 * (1 - smoothstep(0.85, 1.05, small)));
    return mixColor(c, WHITE, 0.7 * (1 - smoothstep(0.8, 1.1, dot)));
  });
}

/** The white of the eye, shadowed by the upper lid. */
export const paintSclera = (): Picture =>
  paint(64, 64, 1, (u, v) => {
    const lid = smoothstep(0.34, 0.14, v - 0.1 * (u - 0.5) ** 2);
    return mixColor([0.985, 0.985, 1], [0.7, 0.72, 0.86], 0.95 * lid);
  });

/** The inside of the mouth from the lower lip (bottom) to the teeth (top fifth). */
export const paintMouth = (): Picture =>
  paint(128, 128, 2, (u, v) => {
    const s = u * 2 - 1;
    let c: Color = mixColor([0.62, 0.16, 0.22], [0.45, 0.08, 0.15], smoothstep(0.75, 0.25, v));
    const tongue = ellipse(s / 0.74, (v - 1.08) / 0.52);
    c = mixColor(c, [0.95, 0.53, 0.55], 1 - smoothstep(0.9, 1.02, tongue));
    c = mixColor(
      c,
      [0.86, 0.42, 0.46],
      0.5 * (1 - smoothstep(0, 0.06, Math.abs(s))) * smoothstep(0.7, 0.85, v),
    );
    if (v < 0.2) c = mixColor([1, 0.985, 0.97], [0.86, 0.83, 0.86], smoothstep(0.02, 0, v));
    return c;
  });

/** First coordinate: from the crown down, with the band of shine; second: from root to tip. */
export function paintHair(palette: Palette): Picture {
  const root = hex(palette.hair);
  const tip = hex(palette.hairTip);
  // Dark hair shines in its own colour, light hair almost white.
  const bright = 0.2126 * root[0] + 0.7152 * root[1] + 0.0722 * root[2];
  const shine = mixColor(mixColor(root, tip, 0.75 - 0.6 * bright), [1, 0.98, 0.97], 0.2 + 0.68 * bright);
  const deep = shadeOf(root, 0.55);
  return paint(512, 64, 1, (u, v) => {
    let c = mixColor(root, tip, 0.9 * smoothstep(0.5, 1, v));
    c = mixColor(c, deep, 0.5 * smoothstep(0.12, 0, u));
    c = mixColor(c, deep, 0.3 * gauss((u - 0.34) / 0.035));
    c = mixColor(c, shine, 0.92 * smoothstep(0.222, 0.236, u) * smoothstep(0.292, 0.278, u));
    c = mixColor(c, shine, 0.5 * smoothstep(0.3, 0.306, u) * smoothstep(0.32, 0.314, u));
    return mixColor(c, mixColor(c, WHITE, 0.4), 0.5 * gauss((v - 0.86) / 0.05));
  });
}

/** How wide outlines are on hair: none at the very tips, where they would clot. Read from green. */
export const paintHairOutline = (): Picture =>
  paint(8, 64, 1, (_, v) => {
    const w = smoothstep(1, 0.8, v) * 0.85 + 0.15 * smoothstep(1, 0.95, v);
    return [w, w, w];
  });

/** A pleat, repeated around the skirt, with a stripe near the hem. */
export function paintPleats(palette: Palette): Picture {
  const cloth = hex(palette.bottom);
  const line = mixColor(hex(palette.top), cloth, 0.12);
  const deep = shadeOf(shadeOf(cloth));
  return paint(64, 256, 2, (u, v) => {
    let c = mixColor(
      cloth,
      mixColor(cloth, WHITE, 0.1),
      smoothstep(0.1, 0.5, u) * smoothstep(0.72, 0.5, u) * v,
    );
    if (v > 0.83 && v < 0.868) c = line;
    if (v < 0.075) return mixColor(cloth, deep, 0.25);
    const crease = smoothstep(0.62, 0.72, u) * smoothstep(0.98, 0.82, u);
    return mixColor(c, times(c, [0.55, 0.55, 0.68]), crease * (0.35 + 0.65 * v));
  });
}

/** Cloth gathered towards a knot. */
export function paintRibbon(palette: Palette): Picture {
  const cloth = hex(palette.accent);
  const deep = shadeOf(shadeOf(cloth));
  return paint(64, 64, 1, (u, v) => {
    const c = mixColor(deep, cloth, smoothstep(0, 0.22, v));
    const fold = gauss((u - 0.38) / 0.05) + gauss((u - 0.66) / 0.04);
    const edge = smoothstep(0.06, 0.03, u) + smoothstep(0.94, 0.97, u);
    return mixColor(
      mixColor(c, deep, 0.75 * fold * smoothstep(0.62, 0.2, v)),
      mixColor(cloth, WHITE, 0.5),
      0.6 * edge,
    );
  });
}

/** The sailor collar from the neck (top) to its edge, with two stripes. */
export function paintCollar(palette: Palette): Picture {
  const cloth = hex(palette.trim);
  const line = hex(palette.top);
  const ink = times(shadeOf(cloth), [0.5, 0.5, 0.6]);
  return paint(128, 128, 2, (_, v) => {
    if (v > 0.965) return ink;
    if (v > 0.84 && v < 0.875) return line;
    if (v > 0.74 && v < 0.775) return line;
    return mixColor(cloth, shadeOf(cloth), 0.5 * smoothstep(0.2, 0, v));
  });
}

/** Blouse: torso in the left seven tenths (front in the middle), sleeves in the rest. */
export function paintBlouse(palette: Palette): Picture {
  const cloth = hex(palette.top);
  const shade = mixColor(cloth, times(cloth, [0.8, 0.82, 0.95]), 0.9);
  return paint(512, 256, 1, (u, v) => {
    if (u > 0.71) {
      const gather = Math.abs(Math.sin((u - 0.72) * Math.PI * (13 / 0.28)));
      const near = Math.max(smoothstep(0.82, 1, v), 0.8 * smoothstep(0.16, 0.02, v));
      const elbow = 0.4 * gauss((v - 0.5) / 0.05) * gauss(((u - 0.72) / 0.28 - 0.55) / 0.22);
      return mixColor(cloth, shade, Math.max(near * (1 - smoothstep(0.05, 0.45, gather)), elbow));
    }
    const front = (u / 0.7 - 0.5) * 2;
    const waist = smoothstep(0.8, 1, v);
    const fold = 1 - smoothstep(0.05, 0.5, Math.abs(Math.sin(u * 62)));
    const placket = Math.abs(Math.abs(front) - 0.055) < 0.006 && v > 0.3 ? 0.55 : 0;
    return mixColor(cloth, shade, Math.max(placket, waist * fold * 0.8));
  });
}

/** Hoodie: torso and sleeves laid out as on the blouse, a stripe across the chest and round the arms. */
export function paintHoodie(palette: Palette): Picture {
  const cloth = hex(palette.top);
  const shade = mixColor(cloth, shadeOf(cloth), 0.75);
  const stripe = hex(palette.trim);
  const accent = hex(palette.accent);
  return paint(512, 256, 1, (u, v) => {
    if (u > 0.71) {
      const near = smoothstep(0.86, 1, v);
      const gather = Math.abs(Math.sin((u - 0.72) * Math.PI * (9 / 0.28)));
      const elbow = 0.55 * gauss((v - 0.52) / 0.04) * gauss(((u - 0.72) / 0.28 - 0.55) / 0.2);
      if (v > 0.245 && v < 0.3) return stripe;
      if (v > 0.31 && v < 0.326) return accent;
      return mixColor(cloth, shade, Math.max(near * (1 - smoothstep(0.05, 0.5, gather)), elbow));
    }
    const waist = smoothstep(0.9, 1, v);
    const fold = 1 - smoothstep(0.05, 0.6, Math.abs(Math.sin(u * 48)));
    return mixColor(cloth, shade, waist * fold * 0.9);
  });
}

/** One rib of a knitted band. */
export function paintKnit(palette: Palette): Picture {
  const cloth = hex(palette.top);
  const shade = shadeOf(cloth);
  return paint(16, 8, 2, (u) => mixColor(cloth, shade, 0.8 * gauss((u - 0.5) / 0.2)));
}

/** The pocket of a hoodie: seams along its edges, slanted openings. */
export function paintPocket(palette: Palette): Picture {
  const cloth = hex(palette.top);
  const ink = times(shadeOf(cloth), [0.55, 0.55, 0.62]);
  return paint(128, 64, 2, (u, v) => {
    const side = Math.min(u, 1 - u);
    if (side < 0.022 || v < 0.05) return ink;
    return mixColor(cloth, shadeOf(cloth), 0.55 * (1 - smoothstep(0.012, 0.02, Math.abs(side - 0.055))));
  });
}
