import type { HumanoidBone } from '@shared/humanoid';
import {
  FINGERS,
  type Finger,
  isPalmBone,
  type NameReading,
  type Role,
  readBoneName,
  type Side,
} from './bone-names';
import type { BoneMap, RigIndex } from './rig';

interface Candidate extends NameReading {
  node: number;
  depth: number;
}

const SIDES = ['left', 'right'] as const;
const FINGER_LINKS = ['Proximal', 'Intermediate', 'Distal'] as const;
const THUMB_LINKS = ['Metacarpal', 'Proximal', 'Distal'] as const;

/** The map that the bones' names tell; incomplete where they do not tell all of it. */
export const guessByName = (index: RigIndex): BoneMap => {
  const candidates = index.rig.flatMap(({ name }, node): Candidate[] =>
    readBoneName(name).map((reading) => ({ ...reading, node, depth: index.chain(node).length })),
  );
  const best = (role: Role, side?: Side): Candidate | undefined => {
    let found: Candidate | undefined;
    for (const candidate of candidates)
      if (candidate.role === role && candidate.side === side && (!found || isSurer(candidate, found)))
        found = candidate;
    return found;
  };

  const nodes: Partial<Record<HumanoidBone, number>> = {};
  for (const side of SIDES) {
    Object.assign(nodes, guessArm(side, best, index), guessLeg(side, best, index));
    const eye = best('eye', side);
    if (eye) nodes[`${side}Eye`] = eye.node;
    for (const finger of FINGERS) Object.assign(nodes, guessFinger(side, finger, candidates, index));
  }
  Object.assign(nodes, guessTrunk(nodes, best, index));
  return Object.fromEntries(
    Object.entries(nodes).map(([bone, node]) => [bone, index.rig[node]!.name]),
  ) as BoneMap;
};

const isSurer = (a: Candidate, b: Candidate): boolean =>
  a.doubt !== b.doubt ? a.doubt < b.doubt : a.depth < b.depth;

type Nodes = Partial<Record<HumanoidBone, number>>;
type Best = (role: Role, side?: Side) => Candidate | undefined;

const put = (nodes: Nodes, bone: HumanoidBone, candidate: Candidate | undefined): void => {
  if (candidate) nodes[bone] = candidate.node;
};

const guessArm = (side: Side, best: Best, index: RigIndex): Nodes => {
  const nodes: Nodes = {};
  const upper = best('upperArm', side);
  const shoulder = best('shoulder', side);
  put(nodes, `${side}UpperArm`, upper);
  // Where there is nothing but a "shoulder" above the elbow, it is the upper arm.
  if (shoulder?.node !== upper?.node) put(nodes, `${side}Shoulder`, shoulder);
  put(nodes, `${side}LowerArm`, best('lowerArm', side));
  put(nodes, `${side}Hand`, best('hand', side));
  raise(nodes, `${side}Hand`, 'wrist', index);
  return nodes;
};

const guessLeg = (side: Side, best: Best, index: RigIndex): Nodes => {
  const nodes: Nodes = {};
  const upper = best('upperLeg', side);
  const lower = best('lowerLeg', side);
  put(nodes, `${side}UpperLeg`, upper);
  if (lower?.node !== upper?.node) put(nodes, `${side}LowerLeg`, lower);
  put(nodes, `${side}Foot`, best('foot', side));
  put(nodes, `${side}Toes`, best('toes', side));
  const foot = nodes[`${side}Foot`];
  if (raise(nodes, `${side}Foot`, 'ankle', index) && foot !== undefined) nodes[`${side}Toes`] ??= foot;
  return nodes;
};

/** Where the joint itself has a node of its own above (`wrist` above `hand`), that is the bone. @returns whether it is so */
const raise = (nodes: Nodes, bone: HumanoidBone, word: string, index: RigIndex): boolean => {
  const node = nodes[bone];
  if (node === undefined) return false;
  const parent = index.rig[node]!.parent;
  if (parent === -1 || !readBoneName(index.rig[parent]!.name).some((reading) => reading.word === word))
    return false;
  nodes[bone] = parent;
  return true;
};

const guessFinger = (side: Side, finger: Finger, all: readonly Candidate[], index: RigIndex): Nodes => {
  const links = all
    .filter(
      (candidate) =>
        candidate.role === finger && candidate.side === side && !isPalmBone(index.rig[candidate.node]!.name),
    )
    .sort((a, b) => a.depth - b.depth);
  const nodes: Nodes = {};
  let above: number | undefined;
  let count = 0;
  for (const { node } of links) {
    if (count === 3) break;
    if (above !== undefined && !index.isBelow(node, above)) continue;
    const name = finger === 'Thumb' ? THUMB_LINKS[count]! : FINGER_LINKS[count]!;
    nodes[`${side}${finger}${name}` as HumanoidBone] = node;
    above = node;
    count += 1;
  }
  return nodes;
};

/** Hips where the legs and the head meet, and the trunk as the way from there to the head. */
const guessTrunk = (limbs: Nodes, best: Best, index: RigIndex): Nodes => {
  const nodes: Nodes = {};
  const head = best('head')?.node;
  const neck = best('neck')?.node;
  const jaw = best('jaw')?.node;
  const { leftUpperLeg, rightUpperLeg, leftUpperArm, rightUpperArm } = limbs;
  let hips = best('hips')?.node;
  if (head !== undefined && leftUpperLeg !== undefined && rightUpperLeg !== undefined) {
    const carriesAll = (node: number): boolean =>
      [head, leftUpperLeg, rightUpperLeg].every((limb) => index.isBelow(limb, node));
    if (hips === undefined || !carriesAll(hips)) hips = meeting(index, [head, leftUpperLeg, rightUpperLeg]);
  }
  if (hips !== undefined) nodes.hips = hips;
  if (head !== undefined) nodes.head = head;
  if (jaw !== undefined && head !== undefined && index.isBelow(jaw, head)) nodes.jaw = jaw;
  const neckIsGood = neck !== undefined && head !== undefined && index.isBelow(head, neck);
  if (neckIsGood) nodes.neck = neck;
  if (hips === undefined || head === undefined) return nodes;
  const arms = [leftUpperArm, rightUpperArm].filter((node) => node !== undefined);
  const top = neckIsGood ? neck : arms.length === 2 ? meeting(index, [head, ...arms]) : undefined;
  Object.assign(nodes, trunkBones(index, hips, top ?? head, top !== undefined && !neckIsGood));
  if (!neckIsGood && top !== undefined) {
    const way = index.chain(head);
    const first = way[way.indexOf(top) - 1];
    if (first !== undefined && first !== head) nodes.neck = first;
  }
  return nodes;
};

/** The lowest node that all of `nodes` are below of, or are. */
export const meeting = (index: RigIndex, nodes: readonly number[]): number | undefined => {
  const [first, ...others] = nodes.map((node) => index.chain(node));
  return first?.find((node) => others.every((chain) => chain.includes(node)));
};

/** Spine, chest and upper chest out of the nodes between `hips` and `top`, `top` among them or not. */
export const trunkBones = (index: RigIndex, hips: number, top: number, withTop: boolean): Nodes => {
  const chain = index.chain(top);
  const way = chain.slice(withTop ? 0 : 1, Math.max(0, chain.indexOf(hips))).reverse();
  const [first] = way;
  const last = way.at(-1);
  if (first === undefined || last === undefined) return {};
  if (way.length === 1) return { spine: first };
  if (way.length === 2) return { spine: first, chest: last };
  return { spine: first, chest: way[Math.floor((way.length - 1) / 2)]!, upperChest: last };
};
