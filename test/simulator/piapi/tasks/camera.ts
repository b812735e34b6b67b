/** Camera and brush of PiAPI's shared page (piapi.md 2.1). */
import type { Schema } from '../../schema';
import { closed, oneOf } from './fields';

const turn = { type: 'integer', minimum: -10, maximum: 10 };
const axes = ['horizontal', 'vertical', 'pan', 'tilt', 'roll', 'zoom'];

/** All six keys are required. */
export const cameraControl: Schema = closed(
	{ type: oneOf('simple'), config: closed(Object.fromEntries(axes.map((axis) => [axis, turn])), axes) },
	['type', 'config'],
);

const point = closed({ x: { type: 'number' }, y: { type: 'number' } }, ['x', 'y']);
const masks = { type: 'array', items: closed({ points: { type: 'array', items: point } }, ['points']) };

export const motionBrush: Schema = closed({ mask_url: { type: 'string' }, static_masks: masks, dynamic_masks: masks }, [
	'mask_url',
	'static_masks',
	'dynamic_masks',
]);
