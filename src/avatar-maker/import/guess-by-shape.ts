import type { HumanoidBone } from '@shared/humanoid';
import { meeting, trunkBones } from './guess-by-name';
import type { BoneMap, RigIndex } from './rig';

type Nodes = Partial<Record<HumanoidBone, number>>;
type Side = 'left' | 'right';

/** How far from the middle a tip may be and still be that of the head, as a part of the height. */
const HEAD_HALF_WIDTH = 0.12;
/** A hand has at least so many fingers, each of at least so many links. */
const LEAST_FINGERS = 2;
const FINGERS = ['Index', 'Middle', 'Ring', 'Little'] as const;

/**
 * The map that the skeleton's shape tells, whatever its bones are called: the tips of a standing body are its head, hands and
 * feet, the ways between them meet at hips and chest, and joints lie about where people's do. The model stands upright
 * (+Y up, as glTF wants it); undefined where it does not look like a body.
 */
export const guessByShape = (index: RigIndex): BoneMap | undefined => {
  const body = findTips(index);
  if (!body) return undefined;
  const { head, feet, hands } = body;
  const hips = meeting(index, [head, ...feet]);
  const chest = meeting(index, [head, ...hands]);
  if (hips === undefined || chest === undefined || !index.isBelow(chest, hips)) return undefined;
  const nodes: Nodes = { hips, ...trunkBones(index, hips, chest, true), ...neckAndHead(index, chest, head) };
  // People's left is +X where they look along +Z: toes tell which way that is.
  const front = facing(index, feet);
  for (const [i, side] of (['left', 'right'] as const).entries()) {
    const which = front > 0 ? i : 1 - i;
    Object.assign(nodes, legBones(index, hips, feet[which]!, side));
    Object.assign(nodes, armBones(index, chest, hands[which]!, side, front));
  }
  return Object.fromEntries(
    Object.entries(nodes).map(([bone, node]) => [bone, index.rig[node]!.name]),
  ) as BoneMap;
};

interface Tips {
  head: number;
  /** Towards +X first. */
  feet: [number, number];
  hands: [number, number];
}

const findTips = (index: RigIndex): Tips | undefined => {
  const tips = index.rig.flatMap((_, node) => (index.children(node).length === 0 ? [node] : []));
  const at = (node: number): readonly [number, number, number] => index.rig[node]!.position;
  const heights = tips.map((node) => at(node)[1]);
  const low = Math.min(...heights);
  const height = Math.max(...heights) - low;
  if (tips.length < 5 || height <= 0) return undefined;
  const most = (among: readonly number[], value: (node: number) => number): number | undefined =>
    among.reduce<number | undefined>(
      (best, node) => (best === undefined || value(node) > value(best) ? node : best),
      undefined,
    );
  const left = most(tips, (node) => at(node)[0]);
  const right = most(tips, (node) => -at(node)[0]);
  if (left === undefined || right === undefined) return undefined;
  const middle = (at(left)[0] + at(right)[0]) / 2;
  const head = most(
    tips.filter((node) => Math.abs(at(node)[0] - middle) < HEAD_HALF_WIDTH * height),
    (node) => at(node)[1],
  );
  const ground = tips.filter((node) => at(node)[1] < low + 0.15 * height);
  const leftFoot = most(
    ground.filter((node) => at(node)[0] > middle),
    (node) => -at(node)[1],
  );
  const rightFoot = most(
    ground.filter((node) => at(node)[0] < middle),
    (node) => -at(node)[1],
  );
  if (head === undefined || leftFoot === undefined || rightFoot === undefined) return undefined;
  if (new Set([head, left, right, leftFoot, rightFoot]).size < 5) return undefined;
  return { head, feet: [leftFoot, rightFoot], hands: [left, right] };
};

/** 1 where the feet point along +Z, -1 where they point against it. */
const facing = (index: RigIndex, feet: readonly number[]): 1 | -1 => {
  const forward = feet.reduce((sum, tip) => {
    const ankle = footOf(index, index.chain(tip));
    return sum + index.rig[tip]!.position[2] - index.rig[ankle]!.position[2];
  }, 0);
  return forward < 0 ? -1 : 1;
};

const distance = (index: RigIndex, a: number, b: number): number => {
  const [ax, ay, az] = index.rig[a]!.position;
  const [bx, by, bz] = index.rig[b]!.position;
  return Math.hypot(ax - bx, ay - by, az - bz);
};

/** The ankle on the way up from a tip: where the way turns from along the ground to upright. */
const footOf = (index: RigIndex, chain: readonly number[]): number => {
  for (const [i, node] of chain.entries()) {
    const above = chain[i + 1];
    if (above === undefined) break;
    const rise = index.rig[above]!.position[1] - index.rig[node]!.position[1];
    if (rise > 0.85 * distance(index, node, above) && rise > longest(index, chain) * 0.5) return node;
  }
  return chain[0]!;
};

const longest = (index: RigIndex, chain: readonly number[]): number =>
  chain.reduce((most, node, i) => (i === 0 ? most : Math.max(most, distance(index, node, chain[i - 1]!))), 0);

/** The node that divides the way between two others best: knee, elbow. */
const halfWay = (index: RigIndex, way: readonly number[], from: number, to: number): number | undefined => {
  let best: number | undefined;
  for (const node of way) {
    if (node === from || node === to) continue;
    const fault = (at: number): number => Math.abs(distance(index, from, at) - distance(index, at, to));
    if (best === undefined || fault(node) < fault(best)) best = node;
  }
  return best;
};

const legBones = (index: RigIndex, hips: number, tip: number, side: Side): Nodes => {
  const chain = index.chain(tip);
  const foot = footOf(index, chain);
  const way = chain.slice(chain.indexOf(foot), chain.indexOf(hips)).reverse();
  if (way.length < 3) return {};
  const length = distance(index, hips, foot);
  // A first node that is close to the hips is one of the pelvis.
  const upper = way.length > 3 && distance(index, way[0]!, way[1]!) < 0.15 * length ? way[1]! : way[0]!;
  const lower = halfWay(index, way.slice(way.indexOf(upper)), upper, foot);
  const toes = chain[chain.indexOf(foot) - 1];
  return {
    [`${side}UpperLeg`]: upper,
    ...(lower !== undefined && { [`${side}LowerLeg`]: lower }),
    [`${side}Foot`]: foot,
    ...(toes !== undefined && { [`${side}Toes`]: toes }),
  };
};

const armBones = (index: RigIndex, chest: number, tip: number, side: Side, front: 1 | -1): Nodes => {
  const down = index.chain(tip);
  const way = down.slice(0, down.indexOf(chest)).reverse();
  const palm = way.findIndex(
    (node, i) => i >= 2 && fingersOf(index, node).length >= LEAST_FINGERS && index.children(node).length > 1,
  );
  // Without fingers the last node is the hand, or the tip of one.
  const handAt = palm !== -1 ? palm : way.length > 4 ? way.length - 2 : way.length - 1;
  const hand = way[handAt];
  if (hand === undefined || handAt < 2) return {};
  const arm = way.slice(0, handAt + 1);
  const upper = arm.length > 3 ? arm[1]! : arm[0]!;
  const lower = halfWay(index, arm.slice(arm.indexOf(upper)), upper, hand);
  return {
    ...(arm.length > 3 && { [`${side}Shoulder`]: arm[0]! }),
    [`${side}UpperArm`]: upper,
    ...(lower !== undefined && { [`${side}LowerArm`]: lower }),
    [`${side}Hand`]: hand,
    ...(palm !== -1 && fingerBones(index, hand, side, front)),
  };
};

/** Chains of a hand, of two links or more. */
const fingersOf = (index: RigIndex, hand: number): number[][] =>
  index.children(hand).flatMap((first) => {
    const chain = [first];
    for (let next = index.children(first); next.length === 1; next = index.children(next[0]!))
      chain.push(next[0]!);
    return chain.length >= 2 ? [chain] : [];
  });

/** The thumb begins nearest to the wrist; the others lie side by side from front to back. */
const fingerBones = (index: RigIndex, hand: number, side: Side, front: 1 | -1): Nodes => {
  const fingers = fingersOf(index, hand).filter((chain) => chain.length >= 3);
  if (fingers.length < LEAST_FINGERS || fingers.length > 5) return {};
  const nearness = (chain: readonly number[]): number => distance(index, hand, chain[0]!);
  const thumb = fingers.reduce((best, chain) => (nearness(chain) < nearness(best) ? chain : best));
  const others = fingers
    .filter((chain) => chain !== thumb)
    .sort((a, b) => front * (index.rig[b[0]!]!.position[2] - index.rig[a[0]!]!.position[2]));
  const nodes: Nodes = {
    [`${side}ThumbMetacarpal`]: thumb[0]!,
    [`${side}ThumbProximal`]: thumb[1]!,
    [`${side}ThumbDistal`]: thumb[2]!,
  };
  for (const [i, chain] of others.entries())
    Object.assign(nodes, {
      [`${side}${FINGERS[i]!}Proximal`]: chain[0]!,
      [`${side}${FINGERS[i]!}Intermediate`]: chain[1]!,
      [`${side}${FINGERS[i]!}Distal`]: chain[2]!,
    });
  return nodes;
};

const neckAndHead = (index: RigIndex, chest: number, tip: number): Nodes => {
  const chain = index.chain(tip);
  const way = chain.slice(0, chain.indexOf(chest)).reverse();
  if (way.length === 0) return {};
  if (way.length === 1) return { head: way[0]! };
  return { neck: way[0]!, head: way[1]! };
};
