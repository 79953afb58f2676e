/**
 * The picture in docs/design.md as rules: data flows one way, a stage knows only the stages' types before it.
 * `pipeline.ts`, the two pages (studio, stage) and the hosts' entry points are the only places that wire stages together.
 */
const stage = (name) => `^src/renderer/${name}/`;

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-nothing',
      comment: 'Contracts are spoken by every process: shared/ depends on zod alone.',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { pathNot: ['^src/shared/', 'node_modules/zod/'] },
    },
    {
      name: 'motion-is-pure',
      comment: "motion/ is maths: shared/, itself, Kalidokit and three's maths classes.",
      severity: 'error',
      from: { path: '^src/motion/' },
      to: { pathNot: ['^src/(shared|motion)/', 'node_modules/(kalidokit|three|@types/three)/'] },
    },
    {
      name: 'avatar-maker-is-pure',
      comment:
        'It runs in Node for the build and in a browser worker: shared/, itself, fflate and delaunator.',
      severity: 'error',
      from: { path: '^src/avatar-maker/', pathNot: '^src/avatar-maker/import/' },
      to: { pathNot: ['^src/(shared|avatar-maker)/', 'node_modules/(fflate|delaunator)/'] },
    },
    {
      name: 'avatar-import-is-pure',
      comment: "It runs in a browser worker, its tests in Node: the avatar maker and three's maths classes.",
      severity: 'error',
      from: { path: '^src/avatar-maker/import/' },
      to: { pathNot: ['^src/(shared|avatar-maker)/', 'node_modules/(three|@types/three)/'] },
    },
    {
      name: 'motion-one-way',
      comment: 'solve comes before shape; codecs know neither.',
      severity: 'error',
      from: { path: '^src/motion/solve/' },
      to: { path: '^src/motion/shape/' },
    },
    {
      name: 'capture-knows-no-stage',
      severity: 'error',
      from: { path: stage('capture') },
      to: { path: '^src/renderer/(track|avatar|voice|output|studio|stage)/' },
    },
    {
      name: 'track-knows-no-later-stage',
      severity: 'error',
      from: { path: stage('track') },
      to: { path: '^src/renderer/(avatar|output|studio|stage)/' },
    },
    {
      name: 'avatar-knows-no-other-stage',
      severity: 'error',
      from: { path: stage('avatar') },
      to: { path: '^src/renderer/(capture|track|output|studio|stage)/' },
    },
    {
      name: 'voice-knows-no-other-stage',
      severity: 'error',
      from: { path: stage('voice') },
      to: { path: '^src/renderer/(capture|track|avatar|output|studio|stage)/' },
    },
    {
      name: 'output-knows-no-other-stage',
      severity: 'error',
      from: { path: stage('output') },
      to: { path: '^src/renderer/(capture|track|studio|stage)/' },
    },
    {
      name: 'pages-do-not-know-each-other',
      severity: 'error',
      from: { path: stage('stage') },
      to: { path: '^src/renderer/(studio|capture|track)/' },
    },
    {
      name: 'renderer-never-imports-main',
      severity: 'error',
      from: { path: '^src/(renderer|preload|motion|shared)/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'main-never-imports-renderer',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(renderer|preload)/' },
    },
    {
      name: 'services-and-policy-never-import-electron',
      comment: 'They run under plain Node; importing electron there throws.',
      severity: 'error',
      from: { path: '^src/main/(services|policy|loopback)/' },
      to: { path: ['node_modules/electron/', '^electron$', '^src/main/electron/'] },
    },
    {
      name: 'policy-knows-only-shared',
      severity: 'error',
      from: { path: '^src/main/policy/' },
      to: { path: '^src/main/(services|electron|loopback)/' },
    },
    {
      name: 'no-orphan-test-imports',
      comment: 'The program never imports from tests or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
