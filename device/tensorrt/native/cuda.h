#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "failure.h"

namespace motif {

using DevicePointer = unsigned long long;
/** Streams, events, contexts and graphs are opaque pointers of the driver. */
using CudaObject = void*;

/**
 * What is used of the CUDA driver, loaded from libcuda.so.1, which every NVIDIA driver brings along. The runtime
 * library would be one more thing to install; TensorRT's streams are the driver's.
 */
class Cuda {
 public:
  /** Loads and starts the driver, once. @throws Failure no-gpu */
  static Cuda& load(const std::string& path);

  /**
   * @throws Failure for every result but success: out-of-memory, device-lost or execution-failed. An error that the
   * context still reports afterwards is sticky: from then on every call fails until the process ends.
   */
  void check(int32_t result, const char* what);

  /** @throws Failure device-lost once an error was sticky */
  void throwIfLost() const;

  /** Asks the context whether it is lost, after somebody else's failure. */
  bool isLost();

  int32_t (*driverVersion)(int32_t*);
  int32_t (*deviceCount)(int32_t*);
  int32_t (*deviceName)(char*, int32_t, int32_t);
  int32_t (*deviceAttribute)(int32_t*, int32_t, int32_t);
  int32_t (*primaryContextRetain)(CudaObject*, int32_t);
  int32_t (*primaryContextRelease)(int32_t);
  int32_t (*contextSetCurrent)(CudaObject);
  int32_t (*contextSynchronize)();
  int32_t (*memoryInfo)(size_t*, size_t*);
  int32_t (*memoryAllocate)(DevicePointer*, size_t);
  int32_t (*memoryFree)(DevicePointer);
  int32_t (*copyToDevice)(DevicePointer, const void*, size_t, CudaObject);
  int32_t (*copyToHost)(void*, DevicePointer, size_t, CudaObject);
  int32_t (*streamCreate)(CudaObject*, uint32_t);
  int32_t (*streamDestroy)(CudaObject);
  int32_t (*streamBeginCapture)(CudaObject, int32_t);
  int32_t (*streamEndCapture)(CudaObject, CudaObject*);
  int32_t (*eventCreate)(CudaObject*, uint32_t);
  int32_t (*eventDestroy)(CudaObject);
  int32_t (*eventRecord)(CudaObject, CudaObject);
  int32_t (*eventSynchronize)(CudaObject);
  int32_t (*eventElapsed)(float*, CudaObject, CudaObject);
  int32_t (*graphInstantiate)(CudaObject*, CudaObject, uint64_t);
  int32_t (*graphLaunch)(CudaObject, CudaObject);
  int32_t (*graphDestroy)(CudaObject);
  int32_t (*graphExecDestroy)(CudaObject);

 private:
  explicit Cuda(const std::string& path);
  std::string nameOf(int32_t result) const;

  int32_t (*init_)(uint32_t);
  int32_t (*errorName_)(int32_t, const char**);
  int32_t (*errorText_)(int32_t, const char**);
  std::atomic<bool> lost_{false};
};

}  // namespace motif
