/**
 * Names that mean something to `fal.App` (1.83.0): a method or attribute of one of them changes the app instead.
 * `image` turns it into a container app, `version` is what `/health` answers.
 */
export const RESERVED_APP_NAMES: ReadonlySet<string> = new Set(
  (
    "app_auth app_files app_files_context_dir app_files_ignore app_name build_metadata collect_routes concurrency_buffer " +
    "concurrency_buffer_perc current_request data_mounts get_billing_components get_endpoints get_health_check_config " +
    "handle_exit health host_kwargs image isolate_channel kind lifespan local_file_path local_python_modules machine_type " +
    "max_concurrency max_multiplexing metrics_port min_concurrency num_gpus openapi provide_hints regions " +
    "request_start_timeout request_timeout requirements requirements_context_dir retry_config run_local scaling_delay " +
    "secrets serve setup skip_retry_conditions spawn startup_timeout teardown termination_grace_period_seconds version"
  ).split(" "),
);

/** A name that neither `fal.App` nor anything in `taken` has. */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  let name = wanted;
  while (RESERVED_APP_NAMES.has(name) || taken(name)) name += "_";
  return name;
}
