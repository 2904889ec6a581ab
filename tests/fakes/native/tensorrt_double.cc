/**
 * A library with TensorRT's C functions and virtual tables that builds and runs small float32 networks on the CPU.
 * Environment: TENSORRT_DOUBLE_VERSION is what it says it is; TENSORRT_DOUBLE_CRASH (load, build, run) ends the
 * process there; TENSORRT_DOUBLE_ENQUEUES is how often a context is enqueued at most; TENSORRT_DOUBLE_CUDA names a
 * real CUDA driver to compute in the memory of.
 */
#include "double_network.h"
#include "double_objects.h"

#define EXPORT extern "C" __attribute__((visibility("default")))
using namespace fake;

EXPORT int32_t getInferLibVersion() {
  crashAt("load");
  return version();
}

/** Full TensorRT's parsers say 100 and TensorRT-RTX's 200; another number stands for another release. */
EXPORT int32_t getNvOnnxParserVersion() {
  const char* asked = std::getenv("TENSORRT_DOUBLE_PARSER");
  return asked == nullptr ? table().parserVersion : std::atoi(asked);
}

EXPORT void* createInferBuilder_INTERNAL(void* logger, int32_t asked) {
  return asked == version() ? createBuilder(logger) : nullptr;
}

EXPORT void* createInferRuntime_INTERNAL(void* logger, int32_t asked) {
  return asked == version() ? createRuntime(logger) : nullptr;
}

EXPORT void* createNvOnnxParser_INTERNAL(void* network, void*, int32_t asked) {
  return asked == table().parserVersion ? createParser(network) : nullptr;
}
