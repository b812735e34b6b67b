// What becomes of each picture of the corpus, and of each broken file, within the limits of three backends.

export interface Row {
	/** The official API: sides of 300 at least; Kie.ai and Kie.ai's omni models have the same sides. */
	readonly kling: string;
	/** PiAPI, and Kie.ai's motion control 2.6: 301. The same as `kling` where it is left out. */
	readonly piapi?: string;
	/** Kie.ai's motion control 3.0: 341. The same as `kling` where it is left out. */
	readonly kieMotion3?: string;
}

export const expected: Readonly<Record<string, Row>> = {
	'avif.avif': {
		kling: 'jpeg 480 x 320; converted from avif',
		kieMotion3: 'jpeg 512 x 341; converted from avif; scaled up from 480 x 320 to 512 x 341',
	},
	'bmp-1.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-16.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-24.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-32-alpha.bmp': {
		kling: 'png 450 x 300; converted from bmp; transparency filled with white; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; transparency filled with white; scaled up from 96 x 64 to 452 x 301',
		kieMotion3:
			'png 512 x 341; converted from bmp; transparency filled with white; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-565.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-8.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'bmp-rle8.bmp': {
		kling: 'png 450 x 300; converted from bmp; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; scaled up from 96 x 64 to 452 x 301',
		kieMotion3: 'png 512 x 341; converted from bmp; scaled up from 96 x 64 to 512 x 341',
	},
	'gif-animated.gif': {
		kling: 'png 480 x 320; converted from gif; only the first frame used',
		kieMotion3: 'png 512 x 341; converted from gif; only the first frame used; scaled up from 480 x 320 to 512 x 341',
	},
	'gif-still.gif': {
		kling: 'png 480 x 320; converted from gif',
		kieMotion3: 'png 512 x 341; converted from gif; scaled up from 480 x 320 to 512 x 341',
	},
	'gif-transparent.gif': {
		kling: 'png 480 x 320; converted from gif; transparency filled with white',
		kieMotion3:
			'png 512 x 341; converted from gif; transparency filled with white; scaled up from 480 x 320 to 512 x 341',
	},
	'heic-10-bit.heic': {
		kling: 'jpeg 480 x 320; converted from heic',
		kieMotion3: 'jpeg 512 x 341; converted from heic; scaled up from 480 x 320 to 512 x 341',
	},
	'heic-adobe-rgb.heic': {
		kling: 'jpeg 320 x 480; converted from heic; colors converted from its color profile to sRGB',
		kieMotion3:
			'jpeg 341 x 512; converted from heic; colors converted from its color profile to sRGB; scaled up from 320 x 480 to 341 x 512',
	},
	'heic-alpha.heic': {
		kling: 'jpeg 480 x 320; converted from heic; transparency filled with white',
		kieMotion3:
			'jpeg 512 x 341; converted from heic; transparency filled with white; scaled up from 480 x 320 to 512 x 341',
	},
	'heic-turned.heic': {
		kling: 'jpeg 320 x 480; converted from heic',
		kieMotion3: 'jpeg 341 x 512; converted from heic; scaled up from 320 x 480 to 341 x 512',
	},
	'heic-wide.heic': {
		kling: 'jpeg 750 x 300; converted from heic; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 750 x 250',
		piapi: 'jpeg 752 x 301; converted from heic; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 752 x 251',
		kieMotion3:
			'jpeg 852 x 341; converted from heic; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 852 x 284',
	},
	'heic.heic': {
		kling: 'jpeg 480 x 320; converted from heic',
		kieMotion3: 'jpeg 512 x 341; converted from heic; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-422.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-adobe-rgb.jpg': {
		kling: 'passes',
		kieMotion3:
			'jpeg 512 x 341; colors converted from its color profile to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-arithmetic.jpg': {
		kling: 'jpeg 480 x 320; repaired, because the file was slightly damaged',
		kieMotion3:
			'jpeg 512 x 341; repaired, because the file was slightly damaged; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-baseline.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-cmyk.jpg': {
		kling: 'jpeg 480 x 320; colors converted from CMYK to sRGB',
		kieMotion3: 'jpeg 512 x 341; colors converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-cmyk-profile.jpg': {
		kling: 'jpeg 480 x 320; colors converted from CMYK to sRGB',
		kieMotion3: 'jpeg 512 x 341; colors converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-1.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-exif-2.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-3.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-4.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-5.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-6.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-7.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-8.jpg': {
		kling: 'jpeg 480 x 320; rotated upright',
		kieMotion3: 'jpeg 512 x 341; rotated upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-grey.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-progressive.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-restarts.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-small.jpg': {
		kling: 'jpeg 400 x 300; scaled up from 120 x 90 to 400 x 300',
		piapi: 'jpeg 401 x 301; scaled up from 120 x 90 to 401 x 301',
		kieMotion3: 'jpeg 455 x 341; scaled up from 120 x 90 to 455 x 341',
	},
	'jpeg-tiny.jpg': {
		kling:
			"refused: 'First Frame' is too small: 40 x 30 pixels. Width and height must be at least 64, so that the image can be scaled up to the 300 that the backend requires",
		piapi:
			"refused: 'First Frame' is too small: 40 x 30 pixels. Width and height must be at least 64, so that the image can be scaled up to the 301 that the backend requires",
		kieMotion3:
			"refused: 'First Frame' is too small: 40 x 30 pixels. Width and height must be at least 64, so that the image can be scaled up to the 341 that the backend requires",
	},
	'jpeg-wide.jpg': {
		kling: 'jpeg 750 x 300; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 750 x 250',
		piapi: 'jpeg 752 x 301; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 752 x 251',
		kieMotion3: 'jpeg 852 x 341; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 852 x 284',
	},
	'png-1-bit.png': {
		kling: 'png 480 x 320; grayscale reduced to 8 bits',
		kieMotion3: 'png 512 x 341; grayscale reduced to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'png-16-bit.png': {
		kling: 'png 480 x 320; colors reduced to 8 bits',
		kieMotion3: 'png 512 x 341; colors reduced to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'png-adobe-rgb.png': {
		kling: 'passes',
		kieMotion3: 'png 341 x 512; colors converted from its color profile to sRGB; scaled up from 320 x 480 to 341 x 512',
	},
	'png-alpha.png': {
		kling: 'png 480 x 320; transparency filled with white',
		kieMotion3: 'png 512 x 341; transparency filled with white; scaled up from 480 x 320 to 512 x 341',
	},
	'png-animated.png': {
		kling: 'png 320 x 320; only the first frame used',
		kieMotion3: 'png 341 x 341; only the first frame used; scaled up from 320 x 320 to 341 x 341',
	},
	'png-grey.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-interlaced.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-palette-alpha.png': {
		kling: 'png 480 x 320; transparency filled with white; color palette converted to full color',
		kieMotion3:
			'png 512 x 341; transparency filled with white; color palette converted to full color; scaled up from 480 x 320 to 512 x 341',
	},
	'png-palette.png': {
		kling: 'png 480 x 320; color palette converted to full color',
		kieMotion3: 'png 512 x 341; color palette converted to full color; scaled up from 480 x 320 to 512 x 341',
	},
	'png-rgb.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-wide.png': {
		kling: 'png 750 x 300; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 750 x 250',
		piapi: 'png 752 x 301; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 752 x 251',
		kieMotion3: 'png 852 x 341; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 852 x 284',
	},
	'svg-clear.svg': {
		kling: 'png 1080 x 1080; converted from svg; rendered at 1080 x 1080; transparency filled with white',
	},
	'svg-illustrator.svg': { kling: 'png 2160 x 1080; converted from svg; rendered at 2160 x 1080' },
	'svg-plain.svg': { kling: 'png 1620 x 1080; converted from svg; rendered at 1620 x 1080' },
	'tiff-16-bit.tiff': {
		kling: 'png 480 x 320; converted from tiff; colors reduced to 8 bits',
		kieMotion3: 'png 512 x 341; converted from tiff; colors reduced to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'tiff-cmyk.tiff': {
		kling: 'png 480 x 320; converted from tiff; colors converted from CMYK to sRGB',
		kieMotion3:
			'png 512 x 341; converted from tiff; colors converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'tiff-jpeg.tiff': {
		kling: 'jpeg 480 x 320; converted from tiff',
		kieMotion3: 'jpeg 512 x 341; converted from tiff; scaled up from 480 x 320 to 512 x 341',
	},
	'tiff-lzw.tiff': {
		kling: 'png 480 x 320; converted from tiff',
		kieMotion3: 'png 512 x 341; converted from tiff; scaled up from 480 x 320 to 512 x 341',
	},
	'tiff-pages.tiff': {
		kling: 'png 480 x 320; converted from tiff; only the first page used',
		kieMotion3: 'png 512 x 341; converted from tiff; only the first page used; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-alpha.webp': {
		kling: 'jpeg 480 x 320; converted from webp; transparency filled with white',
		kieMotion3:
			'jpeg 512 x 341; converted from webp; transparency filled with white; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-animated.webp': {
		kling: 'png 480 x 320; converted from webp; only the first frame used',
		kieMotion3: 'png 512 x 341; converted from webp; only the first frame used; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-lossless.webp': {
		kling: 'png 480 x 320; converted from webp',
		kieMotion3: 'png 512 x 341; converted from webp; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-lossy.webp': {
		kling: 'jpeg 480 x 320; converted from webp',
		kieMotion3: 'jpeg 512 x 341; converted from webp; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg, half of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, 97 % of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, 90 % of it, then an end mark': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, its last 30 bytes missing, then an end mark': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, progressive, 80 % of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, progressive, 80 % of it, then an end mark': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, an end mark in its middle': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg without its end mark': {
		kling: 'jpeg 480 x 320; repaired: missing end marker added',
		kieMotion3: 'jpeg 512 x 341; repaired: missing end marker added; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg, progressive, without its end mark': {
		kling: 'jpeg 480 x 320; repaired: missing end marker added',
		kieMotion3: 'jpeg 512 x 341; repaired: missing end marker added; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg with garbage after its end': {
		kling: 'jpeg 480 x 320; repaired: 7 bytes after the end of the image removed',
		kieMotion3:
			'jpeg 512 x 341; repaired: 7 bytes after the end of the image removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg that is a zip archive too': {
		kling: 'jpeg 480 x 320; repaired: 36 bytes after the end of the image removed',
		kieMotion3:
			'jpeg 512 x 341; repaired: 36 bytes after the end of the image removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg with junk between its segments': {
		kling: 'jpeg 480 x 320; repaired: 4 bytes of unknown data removed',
		kieMotion3: 'jpeg 512 x 341; repaired: 4 bytes of unknown data removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg without Huffman tables': {
		kling: 'jpeg 480 x 320; repaired, because the file was slightly damaged',
		kieMotion3:
			'jpeg 512 x 341; repaired, because the file was slightly damaged; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg, only its header': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg that claims 65500 x 65500': {
		kling: "refused: 'First Frame' is 65500 x 65500 pixels, but at most 150 million pixels are supported",
	},
	'jpeg that claims 9000 x 9000': {
		kling: "refused: 'First Frame' is incomplete or damaged: the jpeg could not be fully decoded",
	},
	'jpeg, progressive, that claims 9000 x 9000': {
		kling: "refused: 'First Frame' is 9000 x 9000 pixels, but at most 64 million pixels are supported",
	},
	'jpeg with 9 900 scans': {
		kling: "refused: 'First Frame' is a JPEG with 9910 scans, which takes too long to read",
	},
	'png, half of it': { kling: "refused: 'First Frame' is incomplete or damaged: the png could not be fully decoded" },
	'png without its end mark': {
		kling: 'png 480 x 320; repaired: missing end marker added',
		kieMotion3: 'png 512 x 341; repaired: missing end marker added; scaled up from 480 x 320 to 512 x 341',
	},
	'png with garbage after its end': {
		kling: 'png 480 x 320; repaired: 8 bytes after the end of the image removed',
		kieMotion3:
			'png 512 x 341; repaired: 8 bytes after the end of the image removed; scaled up from 480 x 320 to 512 x 341',
	},
	'png with a wrong byte in its pixels': {
		kling: "refused: 'First Frame' is incomplete or damaged: the png could not be fully decoded",
	},
	'png of 30 000 x 30 000': {
		kling: "refused: 'First Frame' is 30000 x 30000 pixels, but at most 150 million pixels are supported",
	},
	'png of 10 000 x 10 000, interlaced': {
		kling: "refused: 'First Frame' is 10000 x 10000 pixels, but at most 64 million pixels are supported",
	},
	'png of 12 000 x 12 000, one row of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the png could not be fully decoded",
	},
	'webp, half of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the webp could not be fully decoded",
	},
	'gif, half of it': { kling: "refused: 'First Frame' is incomplete or damaged: the gif could not be fully decoded" },
	'gif that claims 60 000 x 60 000': {
		kling: 'png 480 x 320; converted from gif',
		kieMotion3: 'png 512 x 341; converted from gif; scaled up from 480 x 320 to 512 x 341',
	},
	'gif that is a script too': {
		kling: "refused: 'First Frame' is incomplete or damaged: the gif could not be fully decoded",
	},
	'avif, half of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the avif could not be fully decoded",
	},
	'tiff, half of it': {
		kling: "refused: 'First Frame' is incomplete or damaged: the tiff could not be fully decoded",
	},
	'heic, 90 % of it': { kling: "refused: 'First Frame' is a HEIC image that is incomplete or damaged" },
	'heic that claims 60 000 x 60 000': { kling: "refused: 'First Frame' is a HEIC image with too many pixels" },
	'bmp, half of it': { kling: "refused: 'First Frame' is incomplete or damaged: the bmp could not be fully decoded" },
	'bmp of 200 million pixels': { kling: "refused: 'First Frame' has more than 51.6 million pixels" },
	'svg of 100 000 x 100 000': {
		kling: 'png 4096 x 4096; converted from svg; rendered at 4096 x 4096; transparency filled with white',
	},
	'svg with entities within entities': {
		kling: "refused: 'First Frame' is an SVG drawing that is incomplete, damaged or too complex",
	},
	'svg with shapes within shapes': {
		kling: "refused: 'First Frame' is an SVG drawing that is incomplete, damaged or too complex",
	},
	'svg, cut off': { kling: "refused: 'First Frame' is an SVG drawing that is incomplete, damaged or too complex" },
	'svg, compressed': { kling: "refused: 'First Frame' is a gzip-compressed file, not an image" },
	nothing: { kling: "refused: 'First Frame' is an empty file" },
	'one byte': { kling: "refused: 'First Frame' is not a supported image" },
	'a web page': { kling: "refused: 'First Frame' is a web page, not an image" },
	JSON: { kling: "refused: 'First Frame' is JSON text, not an image" },
	'a PDF file': { kling: "refused: 'First Frame' is a PDF file, not an image" },
	'a zip archive': {
		kling: "refused: 'First Frame' is a ZIP archive or an office document, not an image",
	},
	'a video': { kling: "refused: 'First Frame' is a video, not an image" },
	"a camera's raw file": {
		kling: "refused: 'First Frame' is a camera raw file, and only its small preview can be read",
	},
};
