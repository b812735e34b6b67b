// Draws the photo that the workflows animate, and tells whether a picture of it stands upright.
import sharp from 'sharp';

const WIDTH = 1080;
const HEIGHT = 1440;

/** Sky above, ground below, a sun on the left and an arrow that points up. */
const SCENE = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
	<defs>
		<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
			<stop offset="0" stop-color="#1f6fd6"/><stop offset="1" stop-color="#bfe0ff"/>
		</linearGradient>
		<linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
			<stop offset="0" stop-color="#6f9a3a"/><stop offset="1" stop-color="#3d5a1c"/>
		</linearGradient>
	</defs>
	<rect width="1080" height="960" fill="url(#sky)"/>
	<circle cx="230" cy="300" r="130" fill="#ffd94a"/>
	<path d="M0 900 Q270 700 540 860 T1080 820 V1440 H0 Z" fill="url(#ground)"/>
	<path d="M540 340 L760 640 H620 V1120 H460 V640 H320 Z" fill="#c8281e"/>
</svg>`;

/** The grain of a real sensor; without it the picture compresses like a drawing. */
async function grain(): Promise<Buffer> {
	return await sharp({
		create: {
			width: WIDTH,
			height: HEIGHT,
			channels: 3,
			background: '#808080',
			noise: { type: 'gaussian', mean: 128, sigma: 14 },
		},
	})
		.png()
		.toBuffer();
}

/**
 * A photo as phones make it: the pixels lie on their side, and EXIF orientation 6 says "turn me a
 * quarter to the right". WebP on top of that, which not every backend takes.
 */
export async function sidewaysPhoto(): Promise<Buffer> {
	const upright = await sharp(Buffer.from(SCENE))
		.composite([{ input: await grain(), blend: 'soft-light' }])
		.flatten()
		.png()
		.toBuffer();
	return await sharp(upright).rotate(270).withMetadata({ orientation: 6 }).webp({ quality: 90 }).toBuffer();
}

/** What is wrong with a picture of the scene, looked at as a backend does that ignores EXIF. */
export async function uprightFault(picture: Buffer): Promise<string | undefined> {
	const { orientation = 1, width = 0, height = 0 } = await sharp(picture).metadata();
	if (orientation !== 1) return `EXIF orientation ${orientation} is left in it`;
	if (width >= height) return `${width} x ${height} is not the shape of the photo`;
	const colour = await colours(picture);
	const sky = colour(0.5, 0.05);
	const ground = colour(0.5, 0.95);
	const sun = colour(0.21, 0.21);
	const arrow = colour(0.5, 0.5);
	const upright =
		sky.blue > sky.red + 40 &&
		ground.green > ground.blue + 20 &&
		sun.red > sun.blue + 40 &&
		arrow.red > arrow.green + 60;
	return upright ? undefined : 'sky, ground, sun and arrow are not where they belong';
}

interface Colour {
	red: number;
	green: number;
	blue: number;
}

type ColourAt = (x: number, y: number) => Colour;

/** Mean colours by place; x and y run from 0 to 1, from the left and the top. */
async function colours(picture: Buffer): Promise<ColourAt> {
	const size = 40;
	const image = sharp(picture).resize(size, size, { fit: 'fill' }).removeAlpha();
	const pixels = await image.toColourspace('srgb').raw().toBuffer();
	return (x, y) => {
		const start = (Math.floor(y * size) * size + Math.floor(x * size)) * 3;
		const [red = 0, green = 0, blue = 0] = pixels.subarray(start, start + 3);
		return { red, green, blue };
	};
}
