#!/usr/bin/env bash
# Debian packages that the tests need beyond Python: one line each, "program package".
# Installs what is missing when run by root; else says what to install. Names no password and starts no service.
set -euo pipefail

missing=()
while read -r program package; do
  compgen -G "/usr/lib/postgresql/*/bin/$program" > /dev/null || command -v "$program" > /dev/null || missing+=("$package")
done << 'PACKAGES'
initdb postgresql
chromium chromium
PACKAGES

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
  echo "These tests cannot be run without: ${missing[*]}. On Debian: apt-get install ${missing[*]}" >&2
  [ "${CI:-}" = true ] && exit 1
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
# The packages of PostgreSQL would make and start a server of their own; the tests start one as an ordinary user.
mkdir -p /etc/postgresql-common/createcluster.d
echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/vedette.conf
apt-get update -q
apt-get install -q -y --no-install-recommends "${missing[@]}"
