import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoneMap, Rig } from '../../../avatar-maker/import';

const WIDTH = 220;
const HEIGHT = 260;
const MARGIN = 14;
/** More nodes than the eye can tell apart. */
const MOST_NODES = 600;

interface RigPictureProps {
  rig: Rig;
  map: BoneMap;
  /** The node that the user is at. */
  marked: string | undefined;
}

/** The skeleton seen from the front, with the nodes that are bones of the body in colour. */
export const RigPicture = ({ rig, map, marked }: RigPictureProps) => {
  const { t } = useTranslation();
  const places = useMemo(() => placesOf(rig), [rig]);
  const mapped = new Set(Object.values(map));
  const nodes = rig.slice(0, MOST_NODES);
  return (
    <svg className="k-rig" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('bones.picture')}>
      {nodes.map((node, i) => {
        const parent = rig[node.parent];
        const from = places[node.parent];
        const to = places[i];
        if (!parent || !from || !to) return null;
        return (
          <line
            key={node.name}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            data-mapped={mapped.has(node.name) && mapped.has(parent.name)}
          />
        );
      })}
      {nodes.map(({ name }, i) => {
        const place = places[i];
        if (!place) return null;
        const isMarked = name === marked;
        return (
          <circle
            key={name}
            cx={place.x}
            cy={place.y}
            r={isMarked ? 6 : mapped.has(name) ? 3 : 1.8}
            data-mapped={mapped.has(name)}
            data-marked={isMarked}
          >
            <title>{name}</title>
          </circle>
        );
      })}
    </svg>
  );
};

/** As seen by who looks at it: its left, +X, is on the right of the picture. The longer of Y and Z is up. */
const placesOf = (rig: Rig): { x: number; y: number }[] => {
  const extent = (axis: 0 | 1 | 2): { least: number; size: number } => {
    let least = Infinity;
    let most = -Infinity;
    for (const { position } of rig) {
      least = Math.min(least, position[axis]);
      most = Math.max(most, position[axis]);
    }
    return { least, size: most - least };
  };
  const across = extent(0);
  const upAxis = extent(2).size > extent(1).size ? 2 : 1;
  const up = extent(upAxis);
  const scale = Math.min((WIDTH - 2 * MARGIN) / (across.size || 1), (HEIGHT - 2 * MARGIN) / (up.size || 1));
  return rig.map(({ position }) => ({
    x: WIDTH / 2 + (position[0] - across.least - across.size / 2) * scale,
    y: HEIGHT / 2 - (position[upAxis] - up.least - up.size / 2) * scale,
  }));
};
