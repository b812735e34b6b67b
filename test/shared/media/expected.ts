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
		kling: 'png 450 x 300; converted from bmp; transparent parts laid on white; scaled up from 96 x 64 to 450 x 300',
		piapi: 'png 452 x 301; converted from bmp; transparent parts laid on white; scaled up from 96 x 64 to 452 x 301',
		kieMotion3:
			'png 512 x 341; converted from bmp; transparent parts laid on white; scaled up from 96 x 64 to 512 x 341',
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
		kling: 'png 480 x 320; converted from gif; only its first frame used',
		kieMotion3: 'png 512 x 341; converted from gif; only its first frame used; scaled up from 480 x 320 to 512 x 341',
	},
	'gif-still.gif': {
		kling: 'png 480 x 320; converted from gif',
		kieMotion3: 'png 512 x 341; converted from gif; scaled up from 480 x 320 to 512 x 341',
	},
	'gif-transparent.gif': {
		kling: 'png 480 x 320; converted from gif; transparent parts laid on white',
		kieMotion3:
			'png 512 x 341; converted from gif; transparent parts laid on white; scaled up from 480 x 320 to 512 x 341',
	},
	'heic-10-bit.heic': {
		kling: 'jpeg 480 x 320; converted from heic',
		kieMotion3: 'jpeg 512 x 341; converted from heic; scaled up from 480 x 320 to 512 x 341',
	},
	'heic-adobe-rgb.heic': {
		kling: 'jpeg 320 x 480; converted from heic; colours converted from its own profile to sRGB',
		kieMotion3:
			'jpeg 341 x 512; converted from heic; colours converted from its own profile to sRGB; scaled up from 320 x 480 to 341 x 512',
	},
	'heic-alpha.heic': {
		kling: 'jpeg 480 x 320; converted from heic; transparent parts laid on white',
		kieMotion3:
			'jpeg 512 x 341; converted from heic; transparent parts laid on white; scaled up from 480 x 320 to 512 x 341',
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
		kieMotion3: 'jpeg 512 x 341; colours converted from its own profile to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-arithmetic.jpg': {
		kling: 'jpeg 480 x 320; repaired, because the file is slightly damaged',
		kieMotion3: 'jpeg 512 x 341; repaired, because the file is slightly damaged; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-baseline.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-cmyk.jpg': {
		kling: 'jpeg 480 x 320; colours converted from CMYK to sRGB',
		kieMotion3: 'jpeg 512 x 341; colours converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-cmyk-profile.jpg': {
		kling: 'jpeg 480 x 320; colours converted from CMYK to sRGB',
		kieMotion3: 'jpeg 512 x 341; colours converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-1.jpg': { kling: 'passes', kieMotion3: 'jpeg 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'jpeg-exif-2.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-3.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-4.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-5.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-6.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-7.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg-exif-8.jpg': {
		kling: 'jpeg 480 x 320; turned upright',
		kieMotion3: 'jpeg 512 x 341; turned upright; scaled up from 480 x 320 to 512 x 341',
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
			"refused: 'First Frame' is too small: 40 x 30 pixels, and with less than 64 on a side there is too little to scale up to the 300 that the backend wants",
		piapi:
			"refused: 'First Frame' is too small: 40 x 30 pixels, and with less than 64 on a side there is too little to scale up to the 301 that the backend wants",
		kieMotion3:
			"refused: 'First Frame' is too small: 40 x 30 pixels, and with less than 64 on a side there is too little to scale up to the 341 that the backend wants",
	},
	'jpeg-wide.jpg': {
		kling: 'jpeg 750 x 300; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 750 x 250',
		piapi: 'jpeg 752 x 301; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 752 x 251',
		kieMotion3: 'jpeg 852 x 341; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 852 x 284',
	},
	'png-1-bit.png': {
		kling: 'png 480 x 320; greys brought to 8 bits',
		kieMotion3: 'png 512 x 341; greys brought to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'png-16-bit.png': {
		kling: 'png 480 x 320; colours reduced to 8 bits',
		kieMotion3: 'png 512 x 341; colours reduced to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'png-adobe-rgb.png': {
		kling: 'passes',
		kieMotion3: 'png 341 x 512; colours converted from its own profile to sRGB; scaled up from 320 x 480 to 341 x 512',
	},
	'png-alpha.png': {
		kling: 'png 480 x 320; transparent parts laid on white',
		kieMotion3: 'png 512 x 341; transparent parts laid on white; scaled up from 480 x 320 to 512 x 341',
	},
	'png-animated.png': {
		kling: 'png 320 x 320; only its first frame used',
		kieMotion3: 'png 341 x 341; only its first frame used; scaled up from 320 x 320 to 341 x 341',
	},
	'png-grey.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-interlaced.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-palette-alpha.png': {
		kling: 'png 480 x 320; transparent parts laid on white; palette turned into full colours',
		kieMotion3:
			'png 512 x 341; transparent parts laid on white; palette turned into full colours; scaled up from 480 x 320 to 512 x 341',
	},
	'png-palette.png': {
		kling: 'png 480 x 320; palette turned into full colours',
		kieMotion3: 'png 512 x 341; palette turned into full colours; scaled up from 480 x 320 to 512 x 341',
	},
	'png-rgb.png': { kling: 'passes', kieMotion3: 'png 512 x 341; scaled up from 480 x 320 to 512 x 341' },
	'png-wide.png': {
		kling: 'png 750 x 300; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 750 x 250',
		piapi: 'png 752 x 301; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 752 x 251',
		kieMotion3: 'png 852 x 341; padded from 3.00:1 to 2.50:1; scaled up from 600 x 200 to 852 x 284',
	},
	'svg-clear.svg': {
		kling: 'png 1080 x 1080; converted from svg; drawn at 1080 x 1080; transparent parts laid on white',
	},
	'svg-illustrator.svg': { kling: 'png 2160 x 1080; converted from svg; drawn at 2160 x 1080' },
	'svg-plain.svg': { kling: 'png 1620 x 1080; converted from svg; drawn at 1620 x 1080' },
	'tiff-16-bit.tiff': {
		kling: 'png 480 x 320; converted from tiff; colours reduced to 8 bits',
		kieMotion3: 'png 512 x 341; converted from tiff; colours reduced to 8 bits; scaled up from 480 x 320 to 512 x 341',
	},
	'tiff-cmyk.tiff': {
		kling: 'png 480 x 320; converted from tiff; colours converted from CMYK to sRGB',
		kieMotion3:
			'png 512 x 341; converted from tiff; colours converted from CMYK to sRGB; scaled up from 480 x 320 to 512 x 341',
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
		kling: 'png 480 x 320; converted from tiff; only its first page used',
		kieMotion3: 'png 512 x 341; converted from tiff; only its first page used; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-alpha.webp': {
		kling: 'jpeg 480 x 320; converted from webp; transparent parts laid on white',
		kieMotion3:
			'jpeg 512 x 341; converted from webp; transparent parts laid on white; scaled up from 480 x 320 to 512 x 341',
	},
	'webp-animated.webp': {
		kling: 'png 480 x 320; converted from webp; only its first frame used',
		kieMotion3: 'png 512 x 341; converted from webp; only its first frame used; scaled up from 480 x 320 to 512 x 341',
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
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, 97 % of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, 90 % of it, then an end mark': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, its last 30 bytes missing, then an end mark': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, progressive, 80 % of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, progressive, 80 % of it, then an end mark': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, an end mark in its middle': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg without its end mark': {
		kling: 'jpeg 480 x 320; repaired: its missing end mark added',
		kieMotion3: 'jpeg 512 x 341; repaired: its missing end mark added; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg, progressive, without its end mark': {
		kling: 'jpeg 480 x 320; repaired: its missing end mark added',
		kieMotion3: 'jpeg 512 x 341; repaired: its missing end mark added; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg with garbage after its end': {
		kling: 'jpeg 480 x 320; repaired: 7 bytes after its end removed',
		kieMotion3: 'jpeg 512 x 341; repaired: 7 bytes after its end removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg that is a zip archive too': {
		kling: 'jpeg 480 x 320; repaired: 36 bytes after its end removed',
		kieMotion3: 'jpeg 512 x 341; repaired: 36 bytes after its end removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg with junk between its segments': {
		kling: 'jpeg 480 x 320; repaired: 4 bytes between its parts removed',
		kieMotion3: 'jpeg 512 x 341; repaired: 4 bytes between its parts removed; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg without Huffman tables': {
		kling: 'jpeg 480 x 320; repaired, because the file is slightly damaged',
		kieMotion3: 'jpeg 512 x 341; repaired, because the file is slightly damaged; scaled up from 480 x 320 to 512 x 341',
	},
	'jpeg, only its header': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg that claims 65500 x 65500': {
		kling: "refused: 'First Frame' has 65500 x 65500 pixels, more than the 150 million that can be read",
	},
	'jpeg that claims 9000 x 9000': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this jpeg can be read",
	},
	'jpeg, progressive, that claims 9000 x 9000': {
		kling: "refused: 'First Frame' has 9000 x 9000 pixels, more than the 64 million that can be read",
	},
	'jpeg with 9 900 scans': {
		kling: "refused: 'First Frame' is a jpeg of 9910 layers, more than can be read in reasonable time",
	},
	'png, half of it': { kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this png can be read" },
	'png without its end mark': {
		kling: 'png 480 x 320; repaired: its missing end mark added',
		kieMotion3: 'png 512 x 341; repaired: its missing end mark added; scaled up from 480 x 320 to 512 x 341',
	},
	'png with garbage after its end': {
		kling: 'png 480 x 320; repaired: 8 bytes after its end removed',
		kieMotion3: 'png 512 x 341; repaired: 8 bytes after its end removed; scaled up from 480 x 320 to 512 x 341',
	},
	'png with a wrong byte in its pixels': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this png can be read",
	},
	'png of 30 000 x 30 000': {
		kling: "refused: 'First Frame' has 30000 x 30000 pixels, more than the 150 million that can be read",
	},
	'png of 10 000 x 10 000, interlaced': {
		kling: "refused: 'First Frame' has 10000 x 10000 pixels, more than the 64 million that can be read",
	},
	'png of 12 000 x 12 000, one row of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this png can be read",
	},
	'webp, half of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this webp can be read",
	},
	'gif, half of it': { kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this gif can be read" },
	'gif that claims 60 000 x 60 000': {
		kling: 'png 480 x 320; converted from gif',
		kieMotion3: 'png 512 x 341; converted from gif; scaled up from 480 x 320 to 512 x 341',
	},
	'gif that is a script too': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this gif can be read",
	},
	'avif, half of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this avif can be read",
	},
	'tiff, half of it': {
		kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this tiff can be read",
	},
	'heic, 90 % of it': { kling: "refused: 'First Frame' is a HEIC picture that is damaged or cut off" },
	'heic that claims 60 000 x 60 000': { kling: "refused: 'First Frame' is a HEIC picture with too many pixels" },
	'bmp, half of it': { kling: "refused: 'First Frame' is cut off or damaged: not all pixels of this bmp can be read" },
	'bmp of 200 million pixels': { kling: "refused: 'First Frame' has more than 51.6 million pixels" },
	'svg of 100 000 x 100 000': {
		kling: 'png 4096 x 4096; converted from svg; drawn at 4096 x 4096; transparent parts laid on white',
	},
	'svg with entities within entities': {
		kling: "refused: 'First Frame' is an svg drawing that is damaged, cut off or too intricate",
	},
	'svg with shapes within shapes': {
		kling: "refused: 'First Frame' is an svg drawing that is damaged, cut off or too intricate",
	},
	'svg, cut off': { kling: "refused: 'First Frame' is an svg drawing that is damaged, cut off or too intricate" },
	'svg, compressed': { kling: "refused: 'First Frame' is a gzip-compressed file, not a picture that can be read" },
	nothing: { kling: "refused: 'First Frame' is an empty file" },
	'one byte': { kling: "refused: 'First Frame' is not a picture that can be read" },
	'a web page': { kling: "refused: 'First Frame' is a web page, not a picture that can be read" },
	JSON: { kling: "refused: 'First Frame' is JSON text, not a picture that can be read" },
	'a PDF file': { kling: "refused: 'First Frame' is a PDF file, not a picture that can be read" },
	'a zip archive': {
		kling: "refused: 'First Frame' is a ZIP archive or an office document, not a picture that can be read",
	},
	'a video': { kling: "refused: 'First Frame' is a video, not a picture that can be read" },
	"a camera's raw file": {
		kling: "refused: 'First Frame' is a camera's raw file, of which only a preview could be read",
	},
};
