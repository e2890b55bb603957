import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Time never fails a test (it is measured in benchmarks); this only ends what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    include: ["test/**/*.test.ts"],
  },
});
