#!/bin/sh
# Makes the clips of this folder with ffmpeg, and the frames that ffmpeg takes out of them, to be held against ours.
# Run it in this folder; the files are committed, so the tests need no ffmpeg.
set -e
quiet="ffmpeg -v error -y"
tone() { echo "sine=frequency=$1:duration=$2:sample_rate=$3"; }
x264="-c:v libx264 -pix_fmt yuv420p -preset fast -crf 26 -g 24"
# Two clips of one coding; the second begins with another picture.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=1 -f lavfi -i "$(tone 440 1 48000)" $x264 -c:a aac -b:a 64k -ac 2 counting.mp4
$quiet -f lavfi -i rgbtestsrc=s=192x144:r=24:d=1 -f lavfi -i "$(tone 880 1 48000)" $x264 -c:a aac -b:a 64k -ac 2 bars.mp4
# A clip that begins with the last frame of counting.mp4 and goes on.
$quiet -sseof -0.1 -i counting.mp4 -update 1 counting-last.png
$quiet -loop 1 -framerate 24 -t 0.5 -i counting-last.png -f lavfi -i "$(tone 660 0.5 48000)" \
	-vf "drawbox=x='t*100':y=20:w=20:h=20:color=red:t=fill:enable='gt(n,0)'" $x264 -c:a aac -b:a 64k -ac 2 -shortest going-on.mp4
$quiet -i counting.mp4 -vf "select=eq(n\,0)" -frames:v 1 counting-first.png
$quiet -ss 0.5 -i counting.mp4 -frames:v 1 counting-half.png
# No frame is stored after one that is shown later.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.5 $x264 -bf 0 -an plain.mp4
$quiet -sseof -0.1 -i plain.mp4 -update 1 plain-last.png
$quiet -loop 1 -framerate 24 -t 0.5 -i plain-last.png -vf "drawbox=x='t*100':y=20:w=20:h=20:color=red:t=fill:enable='gt(n,0)'" \
	$x264 -bf 0 -an plain-on.mp4
rm plain-last.png
# Other sides, another coding, mono at 44.1 kHz.
$quiet -f lavfi -i testsrc2=s=321x181:r=30:d=1 -f lavfi -i "$(tone 550 1 44100)" -c:v libvpx-vp9 -b:v 150k -pix_fmt yuv420p \
	-c:a libopus -b:a 32k -ac 1 odd.webm
$quiet -f lavfi -i testsrc2=s=160x160:r=12:d=1 -f lavfi -i "$(tone 550 1 44100)" $x264 -c:a aac -b:a 48k -ac 1 square.mov
# Stored on its side, shown upright.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.5 $x264 -an turned-plain.mp4
$quiet -display_rotation 90 -i turned-plain.mp4 -c copy turned.mp4 2>/dev/null ||
	$quiet -i turned-plain.mp4 -c copy -metadata:s:v rotate=270 turned.mp4
rm turned-plain.mp4
$quiet -sseof -0.1 -i turned.mp4 -update 1 turned-last.png
# Frames of different length.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=1 -vf "select='not(mod(n,3))+lt(n,8)'" -fps_mode vfr $x264 -an uneven.mp4
# BT.709, as large videos are.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.5 -vf scale=out_color_matrix=bt709 $x264 -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
	-an bt709.mp4
$quiet -sseof -0.1 -i bt709.mp4 -update 1 bt709-last.png
# High dynamic range, only sound, a codec that is not read here.
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.25 -c:v libx264 -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020 \
	-color_trc arib-std-b67 -an hdr.mp4
$quiet -f lavfi -i "$(tone 440 0.5 48000)" -c:a aac -b:a 32k sound-only.mp4
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.25 -c:v mpeg4 -an mpeg4.mp4
$quiet -f lavfi -i testsrc2=s=192x144:r=24:d=0.04 $x264 -an one-frame.mp4
$quiet -f lavfi -i "$(tone 330 3 44100)" -c:a libmp3lame -b:a 48k music.mp3
# One of each kind that people have, to be mutated.
mkdir -p kinds
both="-f lavfi -i testsrc2=s=160x120:r=10:d=1 -f lavfi -i sine=frequency=440:duration=1"
h264="-c:v libx264 -pix_fmt yuv420p -c:a aac"
$quiet $both $h264 -movflags frag_keyframe+empty_moov kinds/fragmented.mp4
$quiet $both $h264 -movflags faststart kinds/film.mp4
for kind in mov mkv m2ts; do $quiet $both $h264 kinds/film.$kind; done
$quiet $both -c:v libvpx -c:a libvorbis kinds/film.webm
$quiet $both -c:v mpeg4 -c:a mp3 kinds/film.avi
for kind in mp3 wav m4a aac ogg opus flac; do $quiet -f lavfi -i sine=frequency=440:duration=1 kinds/tone.$kind; done
