/** The CUDA driver, over the memory of this process. Work on a stream is lazy, so what forgets to wait shows. */
#include "cuda_double.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

namespace fake {
namespace {

constexpr int32_t kSuccess = 0, kInvalidValue = 1, kOutOfMemory = 2, kInvalidContext = 201, kIllegalAddress = 700;
constexpr int32_t kCaptureUnsupported = 900, kCaptureInvalidated = 901;
constexpr size_t kTotal = 256 << 20;
constexpr size_t kObject = 1 << 10;

using Work = std::function<void()>;

struct Graph {
  std::vector<Work> work;
};

struct Stream {
  std::vector<Work> queue;
  Graph* capturing = nullptr;
  /** Somebody waited for the stream while it was being captured. */
  bool spoiled = false;
};

struct Event {
  Stream* stream = nullptr;
  std::chrono::steady_clock::time_point at;
};

std::recursive_mutex mutex;
std::atomic<bool> lost{false};
size_t taken = 0;
std::map<uintptr_t, size_t> allocations;
int context = 0;
thread_local bool hasContext = false;

using Lock = std::lock_guard<std::recursive_mutex>;

int32_t state() { return lost ? kIllegalAddress : hasContext ? kSuccess : kInvalidContext; }

bool isAllocated(uintptr_t pointer, size_t bytes) {
  auto next = allocations.upper_bound(pointer);
  if (next == allocations.begin()) return false;
  const auto& [start, length] = *--next;
  return pointer + bytes <= start + length;
}

void drain(Stream* stream) {
  std::vector<Work> queue;
  queue.swap(stream->queue);
  for (const Work& work : queue) {
    if (!lost) work();
  }
}

template <typename Object>
int32_t create(void** object) {
  Lock lock(mutex);
  if (state() != kSuccess) return state();
  takeMemory(kObject);
  *object = new Object;
  return kSuccess;
}

template <typename Object>
int32_t destroy(void* object) {
  Lock lock(mutex);
  giveMemory(kObject);
  delete static_cast<Object*>(object);
  return state();
}

}  // namespace

void onStream(void* object, Work work) {
  Lock lock(mutex);
  auto* stream = static_cast<Stream*>(object);
  (stream->capturing != nullptr ? stream->capturing->work : stream->queue).push_back(std::move(work));
}

void loseContext() { lost = true; }

void takeMemory(size_t bytes) {
  Lock lock(mutex);
  taken += bytes;
}

void giveMemory(size_t bytes) {
  Lock lock(mutex);
  taken -= bytes;
}

}  // namespace fake

#define EXPORT extern "C" __attribute__((visibility("default")))
using namespace fake;

EXPORT int32_t cuInit(uint32_t) { return kSuccess; }
EXPORT int32_t cuDriverGetVersion(int32_t* version) { return *version = 13000, kSuccess; }
EXPORT int32_t cuDeviceGetCount(int32_t* count) { return *count = 1, kSuccess; }
EXPORT int32_t cuDeviceGetName(char* name, int32_t length, int32_t) {
  return std::strncpy(name, "Double", static_cast<size_t>(length)), kSuccess;
}
EXPORT int32_t cuDeviceGetAttribute(int32_t* value, int32_t attribute, int32_t) {
  return *value = attribute == 75 ? 8 : 9, kSuccess;
}
EXPORT int32_t cuGetErrorName(int32_t result, const char** name) {
  return *name = result == kIllegalAddress ? "CUDA_ERROR_ILLEGAL_ADDRESS" : "CUDA_ERROR_OF_THE_DOUBLE", kSuccess;
}
EXPORT int32_t cuGetErrorString(int32_t, const char** text) { return *text = nullptr, kSuccess; }

EXPORT int32_t cuDevicePrimaryCtxRetain(void** object, int32_t) { return *object = &context, kSuccess; }
EXPORT int32_t cuDevicePrimaryCtxRelease_v2(int32_t) { return kSuccess; }
EXPORT int32_t cuCtxSetCurrent(void* object) { return hasContext = object == &context, kSuccess; }
EXPORT int32_t cuCtxSynchronize() { return state(); }

EXPORT int32_t cuMemGetInfo_v2(size_t* free, size_t* total) {
  Lock lock(mutex);
  *free = kTotal - taken;
  *total = kTotal;
  return state();
}

EXPORT int32_t cuMemAlloc_v2(unsigned long long* pointer, size_t bytes) {
  Lock lock(mutex);
  if (state() != kSuccess) return state();
  if (bytes == 0) return kInvalidValue;
  if (taken + bytes > kTotal) return kOutOfMemory;
  takeMemory(bytes);
  *pointer = reinterpret_cast<uintptr_t>(new char[bytes]);
  allocations[*pointer] = bytes;
  return kSuccess;
}

EXPORT int32_t cuMemFree_v2(unsigned long long pointer) {
  Lock lock(mutex);
  const auto found = allocations.find(pointer);
  if (found == allocations.end()) return kInvalidValue;
  giveMemory(found->second);
  delete[] reinterpret_cast<char*>(found->first);
  allocations.erase(found);
  return state();
}

/** The driver has read pageable memory when the call returns. */
EXPORT int32_t cuMemcpyHtoDAsync_v2(unsigned long long target, const void* source, size_t bytes, void* stream) {
  Lock lock(mutex);
  if (state() != kSuccess) return state();
  if (!isAllocated(target, bytes)) return kInvalidValue;
  std::vector<char> staged(static_cast<const char*>(source), static_cast<const char*>(source) + bytes);
  onStream(stream, [target, staged] { std::memcpy(reinterpret_cast<void*>(target), staged.data(), staged.size()); });
  return kSuccess;
}

EXPORT int32_t cuMemcpyDtoHAsync_v2(void* target, unsigned long long source, size_t bytes, void* stream) {
  Lock lock(mutex);
  if (state() != kSuccess) return state();
  if (!isAllocated(source, bytes)) return kInvalidValue;
  onStream(stream, [target, source, bytes] { std::memcpy(target, reinterpret_cast<void*>(source), bytes); });
  return kSuccess;
}

EXPORT int32_t cuMemcpyDtoDAsync_v2(unsigned long long target, unsigned long long source, size_t bytes, void* stream) {
  return cuMemcpyDtoHAsync_v2(reinterpret_cast<void*>(target), source, bytes, stream);
}

EXPORT int32_t cuMemcpyDtoH_v2(void* target, unsigned long long source, size_t bytes) {
  return std::memcpy(target, reinterpret_cast<void*>(source), bytes), state();
}

EXPORT int32_t cuMemcpyHtoD_v2(unsigned long long target, const void* source, size_t bytes) {
  return std::memcpy(reinterpret_cast<void*>(target), source, bytes), state();
}

EXPORT int32_t cuStreamSynchronize(void* stream) {
  Lock lock(mutex);
  auto* waited = static_cast<Stream*>(stream);
  waited->spoiled = waited->capturing != nullptr;
  if (waited->spoiled) return kCaptureUnsupported;
  drain(waited);
  return state();
}

/** The only kernel anybody launches is the one that faults. */
EXPORT int32_t cuModuleLoadData(void**, const void*) { return state(); }
EXPORT int32_t cuModuleGetFunction(void**, void*, const char*) { return state(); }
EXPORT int32_t cuLaunchKernel(void*, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, void* stream,
                              void**, void**) {
  onStream(stream, loseContext);
  return state();
}

EXPORT int32_t cuStreamCreate(void** stream, uint32_t) { return create<Stream>(stream); }
EXPORT int32_t cuStreamDestroy_v2(void* stream) { return destroy<Stream>(stream); }
EXPORT int32_t cuEventCreate(void** event, uint32_t) { return create<Event>(event); }
EXPORT int32_t cuEventDestroy_v2(void* event) { return destroy<Event>(event); }

EXPORT int32_t cuEventRecord(void* object, void* stream) {
  Lock lock(mutex);
  auto* event = static_cast<Event*>(object);
  event->stream = static_cast<Stream*>(stream);
  onStream(stream, [event] { event->at = std::chrono::steady_clock::now(); });
  return state();
}

EXPORT int32_t cuEventSynchronize(void* object) {
  Lock lock(mutex);
  auto* event = static_cast<Event*>(object);
  if (event->stream != nullptr) drain(event->stream);
  return state();
}

EXPORT int32_t cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  Lock lock(mutex);
  const auto elapsed = static_cast<Event*>(end)->at - static_cast<Event*>(start)->at;
  *milliseconds = std::chrono::duration<float, std::milli>(elapsed).count();
  return state();
}

EXPORT int32_t cuStreamBeginCapture_v2(void* object, int32_t) {
  Lock lock(mutex);
  takeMemory(kObject);
  static_cast<Stream*>(object)->capturing = new fake::Graph;
  return state();
}

EXPORT int32_t cuStreamEndCapture(void* object, void** graph) {
  Lock lock(mutex);
  auto* stream = static_cast<Stream*>(object);
  *graph = stream->capturing;
  stream->capturing = nullptr;
  if (!stream->spoiled) return state();
  stream->spoiled = false;
  destroy<fake::Graph>(*graph);
  *graph = nullptr;
  return kCaptureInvalidated;
}

EXPORT int32_t cuGraphInstantiateWithFlags(void** replayable, void* graph, uint64_t) {
  Lock lock(mutex);
  takeMemory(kObject);
  *replayable = new fake::Graph(*static_cast<fake::Graph*>(graph));
  return state();
}

EXPORT int32_t cuGraphLaunch(void* graph, void* stream) {
  for (const Work& work : static_cast<fake::Graph*>(graph)->work) onStream(stream, work);
  return state();
}

EXPORT int32_t cuGraphDestroy(void* graph) { return destroy<fake::Graph>(graph); }
EXPORT int32_t cuGraphExecDestroy(void* graph) { return destroy<fake::Graph>(graph); }
