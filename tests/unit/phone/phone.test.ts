import { createSocket, type Socket } from 'node:dgram';
import { createPhoneReader } from '@motion/phone/phone-reader';
import type { VmcLinkState } from '@shared/api';
import { EXPRESSION_INDEX } from '@shared/expressions';
import { BONE_INDEX } from '@shared/humanoid';
import { copyMotionFrame, createMotionFrame, type MotionFrame } from '@shared/motion-frame';
import fc from 'fast-check';
import { Euler, Quaternion } from 'three';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPhoneReceiver, type PhoneReceiver } from '../../../src/main/services/vmc/phone-receiver';

/** As iFacialMocap's page for developers shows it, shortened. */
const TEXT =
  'mouthSmile_R-80|mouthSmile_L-80|eyeBlink_L-100|eyeBlink_R-0|jawOpen-25|eyeLookOut_L-50|eyeLookIn_R-50|trackingStatus-1|' +
  '=head#-10.5,20.25,3.5,-0.03,-0.1,-0.65|rightEye#6.02,2.44,0.25|leftEye#6.03,-1.66,-0.17|';
const JSON_PACKET = JSON.stringify({
  Timestamp: 1,
  FaceFound: true,
  Rotation: { x: -10.5, y: 20.25, z: 3.5 },
  BlendShapes: [
    { k: 'EyeBlinkLeft', v: 1 },
    { k: 'JawOpen', v: 0.25 },
    { k: 'MouthSmileLeft', v: 0.8 },
    { k: 'MouthSmileRight', v: 0.8 },
  ],
});

const reader = () => createPhoneReader({ head: true });
const weight = (frame: MotionFrame, name: keyof typeof EXPRESSION_INDEX) =>
  frame.expressions[EXPRESSION_INDEX[name]];
const headTurn = ({ bones }: MotionFrame): Quaternion =>
  new Quaternion()
    .fromArray(bones, BONE_INDEX.neck * 4)
    .multiply(new Quaternion().fromArray(bones, BONE_INDEX.head * 4));

describe('a phone’s packet', () => {
  it.each([
    ['iFacialMocap', TEXT],
    ['its second version', TEXT.replace(/-(\d+)\|/g, '&$1|')],
    ['VTube Studio', JSON_PACKET],
  ])('of %s gives the face by the person’s own sides', (_, packet) => {
    const phone = reader();
    expect(phone.read(packet, 0)).toBe(true);
    expect(weight(phone.frame, 'eyeBlinkLeft')).toBe(1);
    expect(weight(phone.frame, 'eyeBlinkRight')).toBe(0);
    expect(weight(phone.frame, 'blinkLeft')).toBe(1);
    expect(weight(phone.frame, 'jawOpen')).toBeCloseTo(0.25);
    expect(weight(phone.frame, 'mouthSmileLeft')).toBeCloseTo(0.8);
    expect(phone.frame.drives.expressions[EXPRESSION_INDEX.happy]).toBe(1);
  });

  it('turns the gaze to the side that the eyes look to', () => {
    const phone = reader();
    phone.read(TEXT, 0);
    expect(phone.frame.gaze[0]).toBeGreaterThan(0.2);
  });

  it('turns the head from where it was first, and anew from where it is at the neutral pose', () => {
    const phone = reader();
    const at = (x: number, y: number, z: number): Quaternion => {
      phone.read(`jawOpen-0|=head#${x},${y},${z},0,0,0|`, 0);
      return headTurn(phone.frame);
    };
    expect(at(5, 10, 0).angleTo(new Quaternion())).toBeLessThan(1e-3);
    const left = new Quaternion().setFromEuler(new Euler(0, (15 * Math.PI) / 180, 0));
    at(0, 0, 0);
    phone.recentre();
    at(0, 0, 0);
    expect(at(0, 15, 0).angleTo(left)).toBeLessThan(1e-3);
    expect(createPhoneReader({ head: false }).read(TEXT, 0)).toBe(true);
    const face = createPhoneReader({ head: false });
    face.read(TEXT, 0);
    expect(face.frame.drives.bones.some((flag) => flag === 1)).toBe(false);
  });

  it('of any other kind changes nothing', () => {
    const phone = reader();
    phone.read(TEXT, 0);
    const before = createMotionFrame('phone');
    copyMotionFrame(phone.frame, before);
    const other = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.json(),
      fc.constantFrom(
        '{',
        '{"BlendShapes":7}',
        '{"BlendShapes":[null,{"k":"jawOpen","v":"1"}]}',
        'jawOpen-NaN|',
      ),
      fc.constant('x'.repeat(20_000)),
    );
    fc.assert(
      fc.property(other, (packet) => {
        expect(phone.read(packet, 1)).toBe(false);
        expect(phone.frame.values).toEqual(before.values);
      }),
      { numRuns: 300 },
    );
    // What is beyond all measure is bounded or left out.
    phone.read('jawOpen-999|=head#9999,NaN,1e400|', 2);
    expect(weight(phone.frame, 'jawOpen')).toBe(1);
    expect(phone.frame.values.every(Number.isFinite)).toBe(true);
  });
});

describe('a phone over real UDP', () => {
  let receiver: PhoneReceiver | undefined;
  let phone: Socket | undefined;
  afterEach(() => {
    receiver?.close();
    phone?.close();
  });

  const openPhone = async (): Promise<{ socket: Socket; port: number }> => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    phone = socket;
    return { socket, port: socket.address().port };
  };

  it.each([
    ['ifacialmocap' as const, TEXT, /^iFacialMocap_/],
    ['vtube-studio' as const, JSON_PACKET, /"iOSTrackingDataRequest"/],
  ])('is asked by the protocol of %s and then heard', async (app, packet, asked) => {
    const { socket, port: phonePort } = await openPhone();
    const states: VmcLinkState[] = [];
    const onMotion = vi.fn();
    receiver = createPhoneReceiver({
      app,
      address: '127.0.0.1',
      head: true,
      port: 0,
      phonePort,
      onMotion,
      onState: (state) => states.push(state),
    });
    const port = await receiver.listening;
    const [question] = await new Promise<[Buffer]>((resolve) =>
      socket.once('message', (data) => resolve([data])),
    );
    expect(question.toString()).toMatch(asked);
    if (app === 'vtube-studio') expect(JSON.parse(question.toString())).toMatchObject({ ports: [port] });
    socket.send(packet, port, '127.0.0.1');
    await vi.waitFor(() => expect(onMotion).toHaveBeenCalledTimes(1));
    expect(weight(onMotion.mock.calls[0]![0] as MotionFrame, 'eyeBlinkLeft')).toBe(1);
    await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ state: 'live', sender: '127.0.0.1' }), 3000);
  });

  it('is the only one that is heard, and 2,000 packets of rubbish are a number', async () => {
    const { socket } = await openPhone();
    const states: VmcLinkState[] = [];
    const onMotion = vi.fn();
    const onState = (state: VmcLinkState) => states.push(state);
    receiver = createPhoneReceiver({
      app: 'ifacialmocap',
      address: '192.0.2.7',
      head: true,
      port: 0,
      onMotion,
      onState,
    });
    const port = await receiver.listening;
    for (let i = 0; i < 2000; i++) socket.send(i % 2 === 0 ? TEXT : Buffer.alloc(900, i), port, '127.0.0.1');
    await vi.waitFor(() => expect(states.at(-1)!.refused).toBeGreaterThan(100), 5000);
    expect(onMotion).not.toHaveBeenCalled();
  });
});
