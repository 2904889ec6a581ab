#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "library.h"
#include "progress.h"

namespace motif {

struct BuildRequest {
  /** ONNX file; its external weights lie beside it. */
  std::string graph;
  /** File the plan is written to. */
  std::string plan;
  /** TensorRT-RTX's numbers; empty means the GPU of this machine. */
  std::vector<int32_t> computeCapabilities;
  int64_t workspaceBytes;
  /** 0 to 5. */
  int32_t optimizationLevel;
  /** 0 leaves it to TensorRT. */
  int32_t threads;
};

/**
 * Parses, builds and writes. Blocks; one build at a time in a process, others wait.
 *
 * @returns bytes of the plan
 * @throws Failure graph-refused, build-refused, aborted, disk-full or write-failed; no half-written plan stays
 */
int64_t buildPlan(const Library& library, const BuildRequest& request, ProgressMonitor& monitor);

}  // namespace motif
