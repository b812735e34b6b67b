#!/usr/bin/env bash
# Makes the pictures in corpus/: gradients and shapes of our own, so free of anybody's rights, in every format and state
# that people send. Run by hand on Debian when something is to be added; the files are committed, tests only read them.
#   apt-get install imagemagick libheif-examples libimage-exiftool-perl ffmpeg webp libjpeg-turbo-progs ghostscript
# (ghostscript for its free colour profiles).
set -euo pipefail
cd "$(dirname "$0")/corpus"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
im() { "${CONVERT:-convert}" -define png:exclude-chunks=date,tIME "$@"; }
icc=/usr/share/color/icc/ghostscript

# Four quarters (red, green, blue, grey) under a soft gradient: shows turning, mirroring, cutting and wrong colours.
picture() { # picture WIDTH HEIGHT FILE
	local w=$1 h=$2
	im -size "${w}x${h}" xc:'rgb(128,128,128)' -fill 'rgb(240,20,20)' -draw "rectangle 0,0 $((w / 2 - 1)),$((h / 2 - 1))" \
		-fill 'rgb(20,160,20)' -draw "rectangle $((w / 2)),0 $w,$((h / 2 - 1))" \
		-fill 'rgb(20,20,240)' -draw "rectangle 0,$((h / 2)) $((w / 2 - 1)),$h" \
		-fill white -draw "circle $((w / 2)),$((h / 2)) $((w / 2)),$((h / 2 - h / 8))" -depth 8 "$3"
}
picture 480 320 "$work/plain.png"
picture 320 480 "$work/tall.png"
picture 600 200 "$work/wide.png"
picture 120 90 "$work/small.png"

# jpeg
im "$work/plain.png" -sampling-factor 2x2 -quality 80 -interlace none jpeg-baseline.jpg
im "$work/plain.png" -quality 80 -interlace plane jpeg-progressive.jpg
im "$work/plain.png" -colorspace Gray -quality 80 jpeg-grey.jpg
im "$work/plain.png" -profile $icc/srgb.icc -profile $icc/default_cmyk.icc -quality 80 "$work/cmyk.jpg"
im "$work/plain.png" -profile $icc/srgb.icc -profile $icc/ps_cmyk.icc -quality 90 jpeg-cmyk-profile.jpg
im "$work/cmyk.jpg" +profile '*' -quality 80 jpeg-cmyk.jpg
im "$work/plain.png" -profile $icc/srgb.icc -profile $icc/a98.icc -quality 80 jpeg-adobe-rgb.jpg
for n in 1 2 3 4 5 6 7 8; do
	declare -a back=([1]="" [2]="-flop" [3]="-rotate 180" [4]="-flip" [5]="-transpose" [6]="-rotate -90" [7]="-transverse" [8]="-rotate 90")
	# shellcheck disable=SC2086
	im "$work/plain.png" ${back[$n]} -quality 80 "jpeg-exif-$n.jpg"
	exiftool -q -overwrite_original -n "-Orientation=$n" "jpeg-exif-$n.jpg"
done
im "$work/plain.png" -quality 80 "$work/restart.jpg"
jpegtran -restart 4 "$work/restart.jpg" > jpeg-restarts.jpg
jpegtran -arithmetic "$work/restart.jpg" > jpeg-arithmetic.jpg
ffmpeg -v error -y -i "$work/plain.png" -pix_fmt yuvj422p -c:v mjpeg -huffman default -q:v 4 "$work/mjpeg.jpg"
cp "$work/mjpeg.jpg" jpeg-422.jpg
im "$work/wide.png" -quality 80 jpeg-wide.jpg
im "$work/small.png" -quality 80 jpeg-small.jpg
im -size 40x30 gradient:red-blue -quality 80 jpeg-tiny.jpg

# png
im "$work/plain.png" -define png:compression-level=9 PNG24:png-rgb.png
im "$work/plain.png" -interlace PNG PNG24:png-interlaced.png
im "$work/plain.png" -colorspace Gray PNG8:"$work/grey.png" && im "$work/grey.png" -define png:color-type=0 -depth 8 png-grey.png
im "$work/plain.png" -colorspace Gray -threshold 50% -define png:color-type=0 -define png:bit-depth=1 png-1-bit.png
im "$work/plain.png" -colors 16 -define png:color-type=3 png-palette.png
im "$work/plain.png" -alpha set -fuzz 10% -transparent 'rgb(128,128,128)' +dither -colors 16 PNG8:png-palette-alpha.png
im "$work/plain.png" -alpha set -channel A -fx 'i/w' +channel -define png:color-type=6 -depth 8 png-alpha.png
im -size 480x320 gradient:red-blue -depth 16 -define png:bit-depth=16 -define png:color-type=2 png-16-bit.png
im "$work/tall.png" -profile $icc/srgb.icc -profile $icc/a98.icc PNG24:png-adobe-rgb.png
ffmpeg -v error -y -f lavfi -i "color=red:s=320x320:r=1:d=1[a];color=blue:s=320x320:r=1:d=1[b];[a][b]concat=n=2" -frames:v 2 -plays 0 -f apng png-animated.png
im "$work/wide.png" PNG24:png-wide.png

# webp, gif, avif, tiff, bmp
im "$work/plain.png" -quality 70 webp-lossy.webp
cwebp -quiet -lossless "$work/plain.png" -o webp-lossless.webp
cwebp -quiet -q 70 png-alpha.png -o webp-alpha.webp
im -delay 50 "$work/plain.png" \( "$work/plain.png" -rotate 180 \) -loop 0 "$work/moving.gif"
im "$work/moving.gif" gif-animated.gif
gif2webp -quiet -q 60 "$work/moving.gif" -o webp-animated.webp
im "$work/plain.png" gif-still.gif
im "$work/plain.png" -fuzz 10% -transparent 'rgb(128,128,128)' gif-transparent.gif
heif-enc -A -q 60 "$work/plain.png" -o avif.avif
im "$work/plain.png" -compress LZW tiff-lzw.tiff
im "$work/plain.png" -compress JPEG -quality 80 tiff-jpeg.tiff
im "$work/plain.png" -compress Zip -colorspace CMYK tiff-cmyk.tiff
im -size 480x320 gradient:red-blue -depth 16 -compress Zip tiff-16-bit.tiff
im "$work/plain.png" "$work/tall.png" -compress Zip tiff-pages.tiff
picture 96 64 "$work/stamp.png"
im "$work/stamp.png" -type TrueColor -compress none BMP3:bmp-24.bmp
im "$work/stamp.png" -alpha set -channel A -fx 'i/w' +channel BMP:bmp-32-alpha.bmp
im "$work/stamp.png" -colors 16 -compress RLE BMP3:bmp-rle8.bmp
im "$work/stamp.png" -colors 16 -type palette -compress none BMP3:bmp-8.bmp
im "$work/stamp.png" -monochrome -compress none BMP3:bmp-1.bmp
ffmpeg -v error -y -i "$work/stamp.png" -pix_fmt rgb555le bmp-16.bmp
ffmpeg -v error -y -i "$work/stamp.png" -pix_fmt rgb565le bmp-565.bmp

# heic, as phones make it (HEVC, 4:2:0), turned by its own property, transparent, and with ten bits
heif-enc -q 50 "$work/plain.png" -o heic.heic
heif-enc -q 50 png-alpha.png -o heic-alpha.heic
heif-enc -q 50 jpeg-exif-6.jpg -o heic-turned.heic
heif-enc -q 50 -b 10 png-16-bit.png -o heic-10-bit.heic
heif-enc -q 50 png-adobe-rgb.png -o heic-adobe-rgb.heic
heif-enc -q 50 jpeg-wide.jpg -o heic-wide.heic

# svg
cat > svg-plain.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32" viewBox="0 0 48 32"><rect width="24" height="16" fill="#f01414"/><rect x="24" width="24" height="16" fill="#14a014"/><rect y="16" width="24" height="16" fill="#1414f0"/><rect x="24" y="16" width="24" height="16" fill="#808080"/><circle cx="24" cy="16" r="4" fill="#fff"/></svg>
SVG
cat > svg-illustrator.svg <<'SVG'
<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: a drawing program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [ <!ENTITY ns_svg "http://www.w3.org/2000/svg"> ]>
<svg xmlns="&ns_svg;" width="100mm" height="50mm" viewBox="0 0 100 50"><rect width="100" height="50" fill="#14a014"/></svg>
SVG
cat > svg-clear.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10" fill="#f01414"/></svg>
SVG
rm -f ./*.jpg_original
ls -l | awk '{ sum += $5 } END { print NR - 1, "files,", sum, "bytes" }'
