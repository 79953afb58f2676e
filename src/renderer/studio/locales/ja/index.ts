import avatar from './avatar.json';
import calibration from './calibration.json';
import common from './common.json';
import faceTracker from './faceTracker.json';
import faults from './faults.json';
import motion from './motion.json';
import outputs from './outputs.json';
import parts from './parts.json';
import preview from './preview.json';
import settings from './settings.json';
import shell from './shell.json';
import source from './source.json';
import stage from './stage.json';
import status from './status.json';
import takes from './takes.json';
import tracking from './tracking.json';
import units from './units.json';
import wizard from './wizard.json';

export default {
  avatar,
  calibration,
  common,
  faceTracker,
  faults,
  motion,
  outputs,
  parts,
  preview,
  settings,
  shell,
  source,
  stage,
  status,
  takes,
  tracking,
  units,
  wizard,
};
