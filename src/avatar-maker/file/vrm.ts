import type { BodyPlan } from '../body-plan';
import type { Skeleton } from '../skeleton';
import type { Spring } from '../spring';
import type { Vec3 } from '../vector';
import { expressionsJson, type MorphPlaces } from './expressions';

export interface VrmParts {
  readonly name: string;
  readonly plan: BodyPlan;
  readonly skeleton: Skeleton;
  readonly springs: readonly Spring[];
  readonly morphs: MorphPlaces;
  readonly thumbnail: number;
  /** Nodes of meshes, and whether the wearer sees them from inside the head. */
  readonly meshes: readonly { readonly node: number; readonly part: 'head' | 'body' }[];
}

export const EXTENSIONS = ['VRMC_vrm', 'VRMC_materials_mtoon', 'VRMC_springBone'] as const;

/** Extensions of the file. Sources: VRMC_vrm-1.0, VRMC_springBone-1.0. */
export function vrmJson(parts: VrmParts): Record<string, unknown> {
  const node = (bone: string): number => {
    const index = parts.skeleton.bones.findIndex((b) => b.name === bone);
    if (index < 0) throw new Error(`The skeleton has no bone named ${bone}.`);
    return index + 1;
  };
  const humanBones = Object.fromEntries(
    parts.skeleton.bones.flatMap((bone, i) => (bone.humanoid ? [[bone.name, { node: i + 1 }]] : [])),
  );
  const look = (inputMaxValue: number, outputScale: number) => ({ inputMaxValue, outputScale });
  const head = parts.skeleton.at('head');
  const eye = parts.plan.eyePivot;
  return {
    VRMC_vrm: {
      specVersion: '1.0',
      meta: meta(parts),
      humanoid: { humanBones },
      firstPerson: {
        meshAnnotations: parts.meshes.map((m) => ({
          node: m.node,
          type: m.part === 'head' ? 'thirdPersonOnly' : 'both',
        })),
      },
      lookAt: {
        type: 'bone',
        offsetFromHeadBone: [0, eye[1] - head[1], 0.09],
        rangeMapHorizontalInner: look(35, 7),
        rangeMapHorizontalOuter: look(35, 7.5),
        rangeMapVerticalDown: look(30, 5.5),
        rangeMapVerticalUp: look(30, 5.5),
      },
      expressions: expressionsJson(parts.morphs),
    },
    VRMC_springBone: springBoneJson(parts, node),
  };
}

const meta = (parts: VrmParts) => ({
  name: parts.name,
  version: '1.0',
  authors: ['The Kagami developers'],
  copyrightInformation: 'CC0 1.0: no rights reserved',
  licenseUrl: 'https://vrm.dev/licenses/1.0/',
  otherLicenseUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
  thumbnailImage: parts.thumbnail,
  avatarPermission: 'everyone',
  allowExcessivelyViolentUsage: false,
  allowExcessivelySexualUsage: false,
  commercialUsage: 'corporation',
  allowPoliticalOrReligiousUsage: false,
  allowAntisocialOrHateUsage: false,
  creditNotation: 'unnecessary',
  allowRedistribution: true,
  modification: 'allowModificationRedistribution',
});

function springBoneJson(parts: VrmParts, node: (bone: string) => number): object {
  const { plan } = parts;
  const f = plan.figure;
  const sphere = (bone: string, offset: Vec3, radius: number) => ({
    node: node(bone),
    shape: { sphere: { offset, radius } },
  });
  const capsule = (bone: string, offset: Vec3, tail: Vec3, radius: number) => ({
    node: node(bone),
    shape: { capsule: { offset, tail, radius } },
  });
  const arm = plan.lowerArm - plan.upperArm;
  const shin = plan.lowerLeg - plan.foot;
  const thigh = plan.upperLeg - plan.lowerLeg;
  const skull = plan.chin + plan.headHeight * 0.52 - plan.head;
  const body = [
    sphere('head', [0, skull, -0.004], plan.headHeight * 0.4),
    sphere('neck', [0, 0.01, 0], f.neck + 0.004),
    capsule('upperChest', [-f.rib * 0.5, 0.01, -0.002], [f.rib * 0.5, 0.01, -0.002], f.rib * 0.82),
    capsule('spine', [0, 0, 0], [0, plan.chest - plan.spine, 0], f.waist * 0.95),
    capsule('leftUpperArm', [0, 0, 0], [arm, 0, 0], f.arm + 0.01),
    capsule('rightUpperArm', [0, 0, 0], [-arm, 0, 0], f.arm + 0.01),
    capsule('leftLowerArm', [0, 0, 0], [arm * 0.8, 0, 0], f.arm + 0.004),
    capsule('rightLowerArm', [0, 0, 0], [-arm * 0.8, 0, 0], f.arm + 0.004),
  ];
  // Between the thighs, or the front of a skirt would slip down between them when they are raised.
  const lap = (x: number, side: string) =>
    capsule(`${side}UpperLeg`, [x, -0.02, 0], [x, -thigh, 0], f.thigh * 0.92);
  const legs = ['left', 'right'].flatMap((side) => [
    capsule(`${side}UpperLeg`, [0, -0.02, 0], [0, -thigh, 0], f.thigh * 0.92),
    lap(side === 'left' ? -plan.legSpread : plan.legSpread, side),
    capsule(`${side}LowerLeg`, [0, 0, 0], [0, -shin, 0], f.calf),
  ]);
  const groups = { body: [0], legs: [1], nothing: [] } as const;
  return {
    specVersion: '1.0',
    colliders: [...body, ...legs],
    colliderGroups: [
      { name: 'body', colliders: body.map((_, i) => i) },
      { name: 'legs', colliders: legs.map((_, i) => body.length + i) },
    ],
    springs: parts.springs.map((s) => ({
      name: s.name,
      joints: s.joints.map((joint) => ({
        node: node(joint),
        hitRadius: s.radius,
        stiffness: s.stiffness,
        gravityPower: s.gravity,
        gravityDir: [0, -1, 0],
        dragForce: s.drag,
      })),
      colliderGroups: groups[s.collidesWith],
    })),
  };
}
