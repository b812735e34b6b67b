// The licences of everything that is installed along with the package, as Markdown, from the lockfile.
import lock from '../../package-lock.json';

interface Locked {
	readonly version?: string;
	readonly license?: string;
	readonly dev?: boolean;
	readonly devOptional?: boolean;
	readonly peer?: boolean;
	readonly optional?: boolean;
}

/** A package that an installation has, or, where it is one of many platforms', may have. */
export interface Notice {
	readonly name: string;
	readonly version: string;
	/** SPDX; as the package itself names it. */
	readonly license: string;
	readonly optional: boolean;
}

/** Every package that the run-time dependencies bring along, at any depth. */
export function runtimePackages(): Notice[] {
	const entries = Object.entries(lock.packages as Record<string, Locked>);
	const notices = entries.flatMap(([path, { version = '', license = '', dev, devOptional, peer, optional }]) => {
		if (path === '' || dev || devOptional || peer) return [];
		const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
		return [{ name, version, license, optional: optional === true }];
	});
	const distinct = new Map(notices.map((notice) => [`${notice.name}@${notice.version}`, notice]));
	return [...distinct.values()].sort((a, b) =>
		a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
	);
}

/** The whole page. */
export function noticesPage(): string {
	const packages = runtimePackages();
	const rows = (optional: boolean) =>
		packages
			.filter((one) => one.optional === optional)
			.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
	return `# Third-party notices

Generated from the lockfile by \`npm run docs\`; do not edit by hand.

n8n-nodes-kling-video itself is under the MIT licence (\`LICENSE\`). It holds no code of others. When it is installed, npm fetches the
packages below from where their authors publish them, each with its own licence text. None of them is changed, and each is a package of
its own that can be replaced by another build, as the LGPL asks.

| what for | package | licence | holds |
|---|---|---|---|
| videos | mediabunny | MPL-2.0 | its own code: reads and writes mp4, mov, webm and others |
| videos | @napi-rs/webcodecs-* | MIT | its own code, linked with FFmpeg (LGPL-2.1-or-later) and its encoders and decoders, x264 (GPL-2.0-or-later) among them, so that the binary as a whole is under the GPL; it runs in a process of its own, and only where a frame is taken or clips are joined |
| pictures | sharp | Apache-2.0 | its own code; it loads libvips as a shared library |
| pictures | @img/sharp-libvips-* | LGPL-3.0-or-later | libvips with glib, pango, librsvg, libheif, libexif and fribidi (LGPL), cairo (MPL-1.1), aom, libarchive, libimagequant (BSD-2-Clause), highway, libwebp (BSD-3-Clause), cgif, expat, harfbuzz, lcms, libffi, libnsgif, libultrahdr, libxml2, pixman (MIT), and fontconfig, freetype, libpng, libtiff, mozjpeg, zlib-ng (their own BSD-like licences); its README names them with their texts |
| HEIC pictures | libheif-js | LGPL-3.0 | libheif and libde265 (LGPL-3.0), compiled to WebAssembly |
| svg drawings | @resvg/resvg-wasm | MPL-2.0 | resvg, compiled to WebAssembly; its source is in its public repository |
| videos and sounds | mediainfo.js | BSD-2-Clause | MediaInfoLib and ZenLib of MediaArea.net SARL (BSD-2-Clause), compiled to WebAssembly |

"This product uses MediaInfo library, Copyright (c) 2002-2016 MediaArea.net SARL."

## On every host

| package | version | licence |
|---|---|---|
${rows(false).join('\n')}

## By system and processor

npm takes those that fit the host, two as a rule.

| package | version | licence |
|---|---|---|
${rows(true).join('\n')}
`;
}
