import fc from 'fast-check';

// The same cases on every machine, so that a change that lands was tested as its author saw it; KAGAMI_SEED looks further.
fc.configureGlobal({ seed: Number(process.env.KAGAMI_SEED ?? 20261124) });
