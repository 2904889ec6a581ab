#include "cuda.h"

#include <mutex>

#include "shared_object.h"

namespace motif {
namespace {

constexpr int32_t kOutOfMemory = 2;

Failure lostFailure(const std::string& why) {
  return {"device-lost", "the GPU's context is lost" + why + ", which only a new process cures"};
}

}  // namespace

Cuda& Cuda::load(const std::string& path) {
  static auto* mutex = new std::mutex;
  static Cuda* loaded = nullptr;
  std::lock_guard<std::mutex> lock(*mutex);
  if (loaded == nullptr) loaded = new Cuda(path);
  return *loaded;
}

Cuda::Cuda(const std::string& path) {
  SharedObject driver(path, "no-gpu");
  const auto bind = [&driver](auto& function, const char* name) {
    function = driver.symbol<std::decay_t<decltype(function)>>(name, "no-gpu");
  };
  bind(init_, "cuInit");
  bind(errorName_, "cuGetErrorName");
  bind(errorText_, "cuGetErrorString");
  bind(driverVersion, "cuDriverGetVersion");
  bind(deviceCount, "cuDeviceGetCount");
  bind(deviceName, "cuDeviceGetName");
  bind(deviceAttribute, "cuDeviceGetAttribute");
  bind(primaryContextRetain, "cuDevicePrimaryCtxRetain");
  bind(primaryContextRelease, "cuDevicePrimaryCtxRelease_v2");
  bind(contextSetCurrent, "cuCtxSetCurrent");
  bind(contextSynchronize, "cuCtxSynchronize");
  bind(memoryInfo, "cuMemGetInfo_v2");
  bind(memoryAllocate, "cuMemAlloc_v2");
  bind(memoryFree, "cuMemFree_v2");
  bind(copyToDevice, "cuMemcpyHtoDAsync_v2");
  bind(copyToHost, "cuMemcpyDtoHAsync_v2");
  bind(streamCreate, "cuStreamCreate");
  bind(streamDestroy, "cuStreamDestroy_v2");
  bind(streamBeginCapture, "cuStreamBeginCapture_v2");
  bind(streamEndCapture, "cuStreamEndCapture");
  bind(eventCreate, "cuEventCreate");
  bind(eventDestroy, "cuEventDestroy_v2");
  bind(eventRecord, "cuEventRecord");
  bind(eventSynchronize, "cuEventSynchronize");
  bind(eventElapsed, "cuEventElapsedTime");
  bind(graphInstantiate, "cuGraphInstantiateWithFlags");
  bind(graphLaunch, "cuGraphLaunch");
  bind(graphDestroy, "cuGraphDestroy");
  bind(graphExecDestroy, "cuGraphExecDestroy");
  int32_t result = init_(0);
  int32_t count = 0;
  if (result == 0) result = deviceCount(&count);
  if (result != 0) throw Failure{"no-gpu", "the NVIDIA driver does not start: " + nameOf(result)};
  if (count == 0) throw Failure{"no-gpu", "the NVIDIA driver finds no GPU"};
}

void Cuda::check(int32_t result, const char* what) {
  if (result == 0) return;
  if (result == kOutOfMemory) throw Failure{"out-of-memory", "the GPU has no memory left for " + std::string(what)};
  const std::string why = std::string(what) + " gave " + nameOf(result);
  if (isLost()) throw lostFailure(": " + why);
  throw Failure{"execution-failed", why};
}

void Cuda::throwIfLost() const {
  if (lost_) throw lostFailure("");
}

bool Cuda::isLost() {
  if (!lost_ && contextSynchronize() != 0) lost_ = true;
  return lost_;
}

std::string Cuda::nameOf(int32_t result) const {
  const char* name = nullptr;
  const char* text = nullptr;
  errorName_(result, &name);
  errorText_(result, &text);
  return (name == nullptr ? std::to_string(result) : name) + (text == nullptr ? "" : " (" + std::string(text) + ")");
}

}  // namespace motif
