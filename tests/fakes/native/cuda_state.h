#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "cuda_double.h"

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace fake {

constexpr int32_t kSuccess = 0, kInvalidValue = 1, kOutOfMemory = 2, kInvalidContext = 201, kIllegalAddress = 700;
constexpr int32_t kCaptureUnsupported = 900, kCaptureInvalidated = 901;
/** GPU memory that each object of the driver takes. */
constexpr size_t kHandle = 1 << 10;

using Work = std::function<void()>;

struct Recording {
  std::vector<Work> work;
};

struct Stream {
  std::vector<Work> queue;
  Recording* capturing = nullptr;
  /** Somebody waited for the stream while it was being captured. */
  bool spoiled = false;
};

struct Event {
  Stream* stream = nullptr;
  std::chrono::steady_clock::time_point at;
};

using Lock = std::lock_guard<std::recursive_mutex>;

/** Guards everything of the driver. */
extern std::recursive_mutex mutex;

/** What every call returns: success, no context on this thread, or the error that stays. */
int32_t state();

/** Does what waits on a stream. */
void drain(Stream* stream);

/** Makes and destroys objects that are nothing but handles to callers. */
template <typename Object>
int32_t create(void** object) {
  Lock lock(mutex);
  if (state() != kSuccess) return state();
  takeMemory(kHandle);
  *object = new Object;
  return kSuccess;
}

template <typename Object>
int32_t destroy(void* object) {
  Lock lock(mutex);
  giveMemory(kHandle);
  delete static_cast<Object*>(object);
  return state();
}

}  // namespace fake
