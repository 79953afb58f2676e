/**
 * The legacy Face Mesh's WebAssembly loader as an ES module without run-time code generation.
 *
 * As published it builds its C++ bindings with `new Function`, which a strict Content-Security-Policy forbids, and leaves its
 * factory in a global of a classic script, which a module worker cannot load. The functions below take the place of the three
 * that generate code: of two function declarations with one name in one scope the last one counts.
 *
 * @throws Error where the script is not the one that this was written for.
 */
export const toStrictModule = (script: string): string => {
  for (const name of ['createNamedFunction', 'craftInvokerFunction', '__emval_get_method_caller'])
    if (!script.includes(`function ${name}(`))
      throw new Error(`Face Mesh's loader has no ${name}: its version is not the expected one.`);
  const end = 'return createMediapipeSolutionsWasm.ready';
  const at = script.lastIndexOf(end);
  if (at < 0) throw new Error("Face Mesh's loader does not end as expected.");
  return [
    script.slice(0, at),
    BINDINGS,
    script.slice(at),
    '\nglobalThis.createMediapipeSolutionsWasm = createMediapipeSolutionsWasm;\n',
  ].join('');
};

/**
 * Face Mesh's own script, so that it works in a worker. There it asks for its WebGL context with a mangled property name, gets
 * WebGL 1, and forgets to keep the context, so that the first image fails.
 *
 * @throws Error where the script is not the one that this was written for.
 */
export const toWorkerScript = (script: string): string =>
  [
    ['alpha:!1,va:"undefined"', 'alpha:!1,majorVersion:"undefined"'],
    [
      'a.h.GL.makeContextCurrent(g);p.g=4',
      'a.h.GL.makeContextCurrent(g);a.J=a.h.GL.getContext(g).GLctx;p.g=4',
    ],
  ].reduce((text, [from = '', to = '']) => {
    if (!text.includes(from))
      throw new Error('Face Mesh’s script has changed: its version is not the expected one.');
    return text.replace(from, to);
  }, script);

/** Closures with the behaviour of Embind's generated functions (emscripten, `embind.js` and `emval.js`). */
const BINDINGS = `
function createNamedFunction(name, body) {
  const named = function () {
    return body.apply(this, arguments);
  };
  return Object.defineProperty(named, 'name', { value: makeLegalFunctionName(name) });
}
function craftInvokerFunction(humanName, types, classType, invoke, target) {
  const isMethod = types[1] !== null && classType !== null;
  const needsStack = types.slice(1).some((type) => type !== null && type.destructorFunction === undefined);
  const expected = types.length - 2;
  const result = types[0];
  return function () {
    if (arguments.length !== expected)
      throwBindingError(humanName + ' takes ' + expected + ' arguments, not ' + arguments.length);
    const destructors = needsStack ? [] : null;
    const wired = [target];
    if (isMethod) wired.push(types[1].toWireType(destructors, this));
    for (let i = 0; i < expected; i++) wired.push(types[i + 2].toWireType(destructors, arguments[i]));
    const value = invoke.apply(null, wired);
    if (needsStack) runDestructors(destructors);
    else
      for (let i = isMethod ? 1 : 2; i < types.length; i++)
        if (types[i].destructorFunction !== null) types[i].destructorFunction(wired[isMethod ? i : i - 1]);
    return result.name === 'void' ? undefined : result.fromWireType(value);
  };
}
function __emval_get_method_caller(count, typesAt) {
  const types = __emval_lookupTypes(count, typesAt);
  const result = types[0];
  const parameters = types.slice(1);
  const signature = types.map((type) => type.name).join('_$');
  const known = emval_registeredMethods[signature];
  if (known !== undefined) return known;
  const call = function (handle, name, destructors, at) {
    const values = parameters.map((type) => {
      const value = type.readValueFromPointer(at);
      at += type.argPackAdvance;
      return value;
    });
    const value = handle[name].apply(handle, values);
    parameters.forEach((type, i) => {
      if (type.deleteObject) type.deleteObject(values[i]);
    });
    return result.isVoid ? undefined : result.toWireType(destructors, value);
  };
  return (emval_registeredMethods[signature] = __emval_addMethodCaller(call));
}
`;
