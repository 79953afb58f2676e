import { sailorOutfit } from './sailor';
export const hoodieOutfit = sailorOutfit;
