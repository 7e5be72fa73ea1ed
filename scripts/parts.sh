# Sourced: `part NAME COMMAND…` runs a part and takes its time; a table is printed at the end, also after a failure.
part_names=() part_seconds=() part_ends=()

part() {
  local name=$1 began=$SECONDS status=0
  shift
  printf '\n== %s\n' "$name"
  "$@" || status=$?
  part_names+=("$name") part_seconds+=($((SECONDS - began))) part_ends+=("$([ $status = 0 ] && echo ok || echo FAILED)")
  return $status
}

part_table() {
  local status=$? total=0 i
  printf '\n%-28s %8s\n' part minutes
  for i in "${!part_names[@]}"; do
    total=$((total + part_seconds[i]))
    printf '%-28s %5d:%02d  %s\n' "${part_names[i]}" $((part_seconds[i] / 60)) $((part_seconds[i] % 60)) "${part_ends[i]}"
  done
  printf '%-28s %5d:%02d\n' total $((total / 60)) $((total % 60))
  if [ $total -gt 2400 ]; then echo "warning: above 40 minutes; find what has become slow" >&2; fi
  return $status
}
trap part_table EXIT
