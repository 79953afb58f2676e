import avatar from './avatar.json';
import avatarImport from './avatarImport.json';
import bones from './bones.json';
import browserSource from './browserSource.json';
import calibration from './calibration.json';
import clips from './clips.json';
import common from './common.json';
import designer from './designer.json';
import desktop from './desktop.json';
import doctor from './doctor.json';
import expressions from './expressions.json';
import faceTracker from './faceTracker.json';
import faults from './faults.json';
import graphs from './graphs.json';
import library from './library.json';
import motion from './motion.json';
import obs from './obs.json';
import obsFaults from './obsFaults.json';
import obsStream from './obsStream.json';
import outputs from './outputs.json';
import palette from './palette.json';
import parts from './parts.json';
import phone from './phone.json';
import portrait from './portrait.json';
import presets from './presets.json';
import preview from './preview.json';
import privacy from './privacy.json';
import recording from './recording.json';
import scene from './scene.json';
import settings from './settings.json';
import shell from './shell.json';
import source from './source.json';
import speech from './speech.json';
import sprites from './sprites.json';
import stage from './stage.json';
import status from './status.json';
import takeExport from './takeExport.json';
import takes from './takes.json';
import terms from './terms.json';
import tracking from './tracking.json';
import triggerInputs from './triggerInputs.json';
import triggers from './triggers.json';
import units from './units.json';
import updates from './updates.json';
import virtualCamera from './virtualCamera.json';
import voice from './voice.json';
import windows from './windows.json';
import wizard from './wizard.json';

export default {
  phone,
  clips,
  takeExport,
  graphs,
  obsFaults,
  portrait,
  avatar,
  avatarImport,
  bones,
  browserSource,
  calibration,
  common,
  designer,
  desktop,
  doctor,
  expressions,
  faceTracker,
  faults,
  library,
  motion,
  obs,
  obsStream,
  outputs,
  palette,
  parts,
  presets,
  preview,
  privacy,
  recording,
  scene,
  settings,
  sprites,
  shell,
  source,
  speech,
  stage,
  status,
  takes,
  terms,
  tracking,
  triggerInputs,
  triggers,
  units,
  updates,
  virtualCamera,
  voice,
  wizard,
  windows,
};
