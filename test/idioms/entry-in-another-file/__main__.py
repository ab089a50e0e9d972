from worker import run_worker

run_worker()
