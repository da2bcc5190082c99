#!/usr/bin/env bash
# Sets up a real Slurm (slurmctld and four slurmd from Debian's packages) on this machine, flies a study as an array job, kills
# the task of one shard and requeues another, merges, compares with the archive of a single machine, and takes all down again.
# Needs root. Keeps nothing but the log that it prints.
set -euo pipefail
cupola=$(realpath "${CUPOLA:-.build/release/cupola}")
study=${1:-Studies/duel.yaml}
tasks=${TASKS:-6}
options=(--runs "${RUNS:-200}" --samples "${SAMPLES:-8}")
[ "$(id -u)" = 0 ] || { echo "slurm-test: needs root, to start munge and Slurm's daemons" >&2; exit 1; }
missing=()
for package in slurmctld slurmd slurm-client munge; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    # The packages would start daemons of their own.
    policy=/usr/sbin/policy-rc.d
    made=0
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' > "$policy"
        chmod +x "$policy"
        made=1
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    if [ "$made" = 1 ]; then rm -f "$policy"; fi
fi

folder=$(mktemp -d /tmp/cupola-slurm.XXXXXX)
processes=()
cleanup() {
    for process in "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
    for file in "$folder"/*.pid; do [ -f "$file" ] && kill "$(cat "$file")" 2>/dev/null || true; done
    if [ "${KEEP:-0}" = 1 ]; then echo "kept: $folder"; else rm -rf "$folder"; fi
}
trap cleanup EXIT
say() { echo "$(date +%H:%M:%S) $*"; }

# munge: a key and a socket of its own, so that none of the machine's is touched.
dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 2>/dev/null
chmod 600 "$folder/munge.key"
mkdir -p "$folder/munge" "$folder/state"
chmod 755 "$folder" "$folder/munge"
munged --force --key-file="$folder/munge.key" --socket="$folder/munge/socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munge.seed"

host=$(hostname -s)
cat > "$folder/slurm.conf" <<CONF
ClusterName=lab
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
SlurmctldPort=16817
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmdLogFile=$folder/slurmd-%n.log
SlurmdSpoolDir=$folder/spool-%n
StateSaveLocation=$folder/state
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_interval=5
ReturnToService=2
SlurmdParameters=config_overrides
MpiDefault=none
$(for node in 1 2 3 4; do echo "NodeName=n$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((17000 + node)) CPUs=1 RealMemory=2000 State=UNKNOWN"; done)
PartitionName=main Nodes=n[1-4] Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$folder/slurm.conf"
for node in 1 2 3 4; do mkdir -p "$folder/spool-n$node"; done
slurmctld -f "$SLURM_CONF" -c
slurmd_program=$(command -v slurmd)
for node in 1 2 3 4; do "$slurmd_program" -f "$SLURM_CONF" -N "n$node"; done
for ((try = 0; try < 60; try++)); do
    [ "$(sinfo -h -t idle -o %D 2>/dev/null | paste -sd+ | bc 2>/dev/null || echo 0)" = 4 ] && break
    sleep 1
done
say "$(slurmctld -V): $(sinfo -h -o '%D nodes %t' | paste -sd,)"

"$cupola" study "$study" --out "$folder/single.cupola" "${options[@]}" --jobs 2 --quiet
runs=$(sqlite3 "$folder/single.cupola" 'SELECT COUNT(*) FROM runs')
say "one machine: $runs runs"

out="$folder/cluster.cupola"
say "$("$cupola" study "$study" --out "$out" "${options[@]}" --jobs 1 --slurm --tasks "$tasks" --submit)"
array=$(squeue -h -o %F | sort -n | head -1)
archive() { echo "$out.shards/part-$1-of-$tasks.cupola"; }
rows() { sqlite3 "file:$1?mode=ro" 'SELECT COUNT(*) FROM runs' 2>/dev/null || echo 0; }
wait_for_rows() {
    for ((try = 0; try < 600; try++)); do
        [ -f "$(archive "$1")" ] && [ "$(rows "$(archive "$1")")" -gt 0 ] && return
        sleep 0.2
    done
    echo "slurm-test: task $1 wrote nothing" >&2
    exit 1
}
# Task 1: its process is killed in the middle, as a node's memory killer would, and the task is requeued.
wait_for_rows 1
before=$(rows "$(archive 1)")
process=$(pgrep -f -- "--out $(archive 1)" | head -1)
kill -9 "$process"
say "task 1: killed with $before runs in its archive"
for ((try = 0; try < 100; try++)); do
    state=$(scontrol show job "${array}_1" 2>/dev/null | grep -o 'JobState=[A-Z_]*' | head -1 || true)
    case "$state" in JobState=FAILED*|JobState=COMPLETED*|JobState=NODE_FAIL*) break ;; esac
    sleep 0.2
done
say "task 1: $state, requeued"
scontrol requeue "${array}_1"
scontrol update "jobid=${array}_1" StartTime=now || true
# Task 2: requeued while it runs; Slurm kills it and starts it again.
wait_for_rows 2
say "task 2: requeued while running, with $(rows "$(archive 2)") runs in its archive"
scontrol requeue "${array}_2"
scontrol update "jobid=${array}_2" StartTime=now || true

released=0
for ((try = 0; try < 3000; try++)); do
    [ -z "$(squeue -h)" ] && break
    # Slurm holds back a job for good that waits for a task which failed once; the tasks are whole now, so let it go.
    if [ "$released" = 0 ] && [ -z "$(squeue -h -j "$array" 2>/dev/null)" ]; then
        merge=$(squeue -h -o %A | head -1)
        if squeue -h -o %r | grep -q Dependency; then
            say "merge: $(squeue -h -o %r | head -1), let go"
            scontrol update "jobid=$merge" dependency=
        fi
        released=1
    fi
    sleep 0.5
done
for ((task = 1; task <= tasks; task++)); do
    say "task $task: $(rows "$(archive "$task")") runs; $(tail -1 "$out.shards/task-$task.log" | sed "s#$folder/##g")"
done
say "merge: $(tail -1 "$out.shards/merge.log" | sed "s#$folder/##g")"
if cmp <(sqlite3 "$folder/single.cupola" .dump) <(sqlite3 "$out" .dump); then
    say "the cluster's archive and the single machine's are the same byte for byte when dumped ($(sqlite3 "$out" .dump | wc -c) bytes)"
else
    say "the archives differ"
    exit 1
fi
