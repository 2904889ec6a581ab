#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace fake {

/** What the double needs of the driver that TENSORRT_DOUBLE_CUDA names, to compute in its memory. */
class RealCuda {
 public:
  /** Wait for the stream. @throws std::runtime_error */
  void toHost(std::vector<char>& target, const void* source, void* stream) const;
  void toDevice(void* target, const std::vector<char>& source, void* stream) const;
  /** Does not wait, so it can be recorded. */
  void copy(void* target, const void* source, size_t bytes, void* stream) const;
  /** Launches a kernel that writes to address 0. */
  void fault(void* stream) const;

 private:
  friend const RealCuda& realCuda();
  RealCuda();

  int32_t (*copyToHost_)(void*, unsigned long long, size_t);
  int32_t (*copyToDevice_)(unsigned long long, const void*, size_t);
  int32_t (*copy_)(unsigned long long, unsigned long long, size_t, void*);
  int32_t (*synchronize_)(void*);
  int32_t (*loadModule_)(void**, const void*);
  int32_t (*getFunction_)(void**, void*, const char*);
  int32_t (*launch_)(void*, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t, void*, void**, void**);
};

const RealCuda& realCuda();

}  // namespace fake
