/** Sets `request_id`, which is what `job["id"]` was. fal gives none to a request of a local run. */
export const REQUEST_ID =
  "request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())";
