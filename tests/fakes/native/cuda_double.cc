/** The CUDA driver, over the memory of this process. Work on a stream is lazy, so what forgets to wait shows. */
#include <cstring>
#include <map>

#include "cuda_state.h"

namespace fake {
namespace {

constexpr size_t kTotal = 256 << 20;

std::atomic<bool> lost{false};
size_t taken = 0;
std::map<uintptr_t, size_t> allocations;
int context = 0;
thread_local bool hasContext = false;

bool isAllocated(uintptr_t pointer, size_t bytes) {
  auto next = allocations.upper_bound(pointer);
  if (next == allocations.begin()) return false;
  const auto& [start, length] = *--next;
  return pointer + bytes <= start + length;
}

}  // namespace

std::recursive_mutex mutex;

int32_t state() { return lost ? kIllegalAddress : hasContext ? kSuccess : kInvalidContext; }

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
