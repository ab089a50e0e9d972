const secret = /^(FAL_|RUNPOD_|ISOLATE_|HF_TOKEN|FORCE_COLOR|PYTHONSTARTUP)|TOKEN|SECRET|PASSWORD|API_KEY|ACCESS_KEY/;

/** The user's keys and addresses are no business of code under test; nor may they change what an SDK does. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !secret.test(name));
  return { ...Object.fromEntries(kept), PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0" };
}
