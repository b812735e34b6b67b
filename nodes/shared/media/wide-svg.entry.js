// Part of the decode worker: a second way to draw an svg. resvg gives up on a layer (opacity, mask, filter, clip, <use>) that
// lies wholly outside the visible area. So the area is widened until everything lies inside, and what was visible is cut out.
'use strict';

const NUMBER = '[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?';
const VIEW_BOX = new RegExp(`^\\s*(${NUMBER})[\\s,]+(${NUMBER})[\\s,]+(${NUMBER})[\\s,]+(${NUMBER})\\s*$`);

/**
 * The drawing with a widened area, and what of it was visible, in its own units; undefined where widening could change what is
 * seen (lengths in percent, an unusual fit) or would ask for too many pixels.
 *
 * @param size width and height as they were stated
 * @param box of everything that is drawn
 */
module.exports = function widen(text, size, box, scale, maxPixels) {
	const root = /<(?:[\w-]{1,40}:)?svg(?=[\s/>])[^>]{0,20000}>/.exec(text);
	if (!root || !box || /\d%/.test(text) || /\spreserveAspectRatio\s*=/.test(root[0])) return undefined;
	const [x, y, width, height] = viewBoxOf(root[0]) ?? [0, 0, size.width, size.height];
	if (!(width > 0 && height > 0)) return undefined;
	const fit = Math.min(size.width / width, size.height / height);
	const seen = { width: size.width / fit, height: size.height / fit };
	const [left, top] = [x - (seen.width - width) / 2, y - (seen.height - height) / 2];
	const zoom = fit * scale;
	// Whole pixels on each side, so that what was visible falls on the same ones as before.
	const pixels = (length) => Math.ceil(Math.max(0, length) * zoom) + 1;
	const [shownWidth, shownHeight] = [Math.round(size.width * scale), Math.round(size.height * scale)];
	const before = { x: pixels(left - box.x), y: pixels(top - box.y) };
	const all = {
		width: before.x + shownWidth + pixels(box.x + box.width - left - seen.width),
		height: before.y + shownHeight + pixels(box.y + box.height - top - seen.height),
	};
	if (!(all.width * all.height <= maxPixels)) return undefined;
	const kept = root[0].replace(/\s(?:viewBox|width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
	const corner = [left - before.x / zoom, top - before.y / zoom];
	const sides = [all.width / zoom, all.height / zoom];
	const area = ` viewBox="${[...corner, ...sides].join(' ')}" width="${all.width / scale}" height="${all.height / scale}"`;
	const end = kept.endsWith('/>') ? kept.length - 2 : kept.length - 1;
	const tag = kept.slice(0, end) + area + kept.slice(end);
	return {
		text: text.slice(0, root.index) + tag + text.slice(root.index + root[0].length),
		left: before.x,
		top: before.y,
		width: shownWidth,
		height: shownHeight,
	};
};

function viewBoxOf(tag) {
	const value = /\sviewBox\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag);
	const numbers = value && VIEW_BOX.exec(value[1] ?? value[2]);
	return numbers?.slice(1).map(Number);
}
