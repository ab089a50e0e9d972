/** A time that may be called off: an open timer would keep the process from ending. */
export function timeout(seconds: number): { readonly passed: Promise<"late">; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<"late">((resolve) => {
    timer = setTimeout(() => {
      resolve("late");
    }, seconds * 1000);
  });
  return {
    passed,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}
