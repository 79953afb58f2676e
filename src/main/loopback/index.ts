import { runLoopbackProgram } from './program';

runLoopbackProgram({ args: process.argv.slice(2), env: process.env }).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
