#!/usr/bin/env bash
# Proves the two commands of the README on a fresh Debian 12: makes a chroot, clones this
# checkout's HEAD into it, runs `make demo` and `make test` there and tells how long they took.
#
#   scripts/bare-machine.sh [-m MIRROR] [-f FILE]... [-d FOLDER] [-k] [TARGET...]
#
#   -m MIRROR  the Debian mirror; without it the one that this machine uses
#   -f FILE    a file of this machine that the fresh one needs at the same place (a package
#              index's configuration, a certificate); may be given again.  pip's own
#              configuration, apt's, and the system's certificates are always taken along.
#   -d FOLDER  where the chroot goes; without it a temporary folder
#   -k         keep the chroot
#   TARGET     make's targets: demo test
#
# Root alone.  The environment's *_PROXY and PIP_* variables are passed on.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)

mirror=""
files=()
folder=""
keep=""
while getopts "m:f:d:k" option; do
  case $option in
    m) mirror=$OPTARG ;;
    f) files+=("$OPTARG") ;;
    d) folder=$OPTARG ;;
    k) keep=yes ;;
    *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(demo test)

[ "$(id -u)" = 0 ] || { echo "a chroot needs root" >&2; exit 2; }
if ! command -v debootstrap >/dev/null || ! command -v git >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap git >/dev/null
fi
if [ -z "$mirror" ]; then
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
fi
[ -n "$mirror" ] || { echo "no Debian mirror known: name one with -m" >&2; exit 2; }
[ -n "$folder" ] || folder=$(mktemp -d -t bare-machine.XXXXXX)
root=$folder/debian

leave() {
  # What the demo left running would keep the folders busy.
  for link in /proc/[0-9]*/root; do
    [ "$(readlink "$link" 2>/dev/null)" = "$root" ] || continue
    process=${link#/proc/}
    kill -KILL "${process%/root}" 2>/dev/null || true
  done
  for mounted in dev/shm dev/pts dev sys proc; do
    umount -l "$root/$mounted" 2>/dev/null || true
  done
  [ -n "$keep" ] || rm -rf --one-file-system "$folder"
}
trap leave EXIT

began=$SECONDS
debootstrap --variant=minbase --include=ca-certificates,git,make,sudo bookworm "$root" "$mirror" >"$folder/debootstrap.log" ||
  { tail -n 20 "$folder/debootstrap.log" >&2; exit 1; }
echo "a fresh Debian 12: $((SECONDS - began)) s"

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"

rm -f "$root/etc/apt/sources.list"   # debootstrap's: this machine's are taken instead
for file in /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources \
  /etc/pip.conf /root/.config/pip/pip.conf /root/.pip/pip.conf "${files[@]}"; do
  [ -e "$file" ] && mkdir -p "$root$(dirname "$file")" && cp -rL "$file" "$root$file"
done
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
  # How the mirror is reached: proxies, certificates, credentials.
  if [ -f "$file" ] && grep -qi '^ *acquire' "$file"; then
    mkdir -p "$root$(dirname "$file")" && cp "$file" "$root$file"
  fi
done

# As the machine's own: a copied bundle would be overwritten by the next package's trigger.
certificates=$root/usr/local/share/ca-certificates/machine
mkdir -p "$certificates"
awk -v folder="$certificates" '/BEGIN CERT/ { n++ } n { print > (folder "/" n ".crt") }' /etc/ssl/certs/ca-certificates.crt
chroot "$root" update-ca-certificates >/dev/null 2>&1

git clone -q --no-hardlinks "$checkout" "$root/srv/checkout"
passed=()
while IFS= read -r variable; do passed+=("$variable"); done < <(env | grep -iE '^(https?_proxy|no_proxy|pip_[a-z_]*)=' || true)

failed=0
for target in "${targets[@]}"; do
  began=$SECONDS
  chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${passed[@]}" \
    make -C /srv/checkout "$target" || failed=1
  echo "make $target on a fresh machine: $((SECONDS - began)) s"
done
exit $failed
