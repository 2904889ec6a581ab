#pragma once
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace fake {

/** Copies of the driver that TENSORRT_DOUBLE_CUDA names, waiting for the stream before and after. */
class RealCuda {
 public:
  void toHost(std::vector<char>& target, const void* source, void* stream) const {
    check(synchronize_(stream));
    check(copyToHost_(target.data(), reinterpret_cast<uintptr_t>(source), target.size()));
  }

  void toDevice(void* target, const std::vector<char>& source, void* stream) const {
    check(copyToDevice_(reinterpret_cast<uintptr_t>(target), source.data(), source.size()));
    check(synchronize_(stream));
  }

 private:
  friend const RealCuda& realCuda();

  RealCuda() {
    void* driver = dlopen(std::getenv("TENSORRT_DOUBLE_CUDA"), RTLD_NOW | RTLD_LOCAL);
    if (driver == nullptr) throw std::runtime_error(dlerror());
    const auto bind = [driver](auto& function, const char* name) {
      function = reinterpret_cast<std::decay_t<decltype(function)>>(dlsym(driver, name));
    };
    bind(copyToHost_, "cuMemcpyDtoH_v2");
    bind(copyToDevice_, "cuMemcpyHtoD_v2");
    bind(synchronize_, "cuStreamSynchronize");
  }

  static void check(int32_t result) {
    if (result != 0) throw std::runtime_error("CUDA error " + std::to_string(result));
  }

  int32_t (*copyToHost_)(void*, unsigned long long, size_t);
  int32_t (*copyToDevice_)(unsigned long long, const void*, size_t);
  int32_t (*synchronize_)(void*);
};

inline const RealCuda& realCuda() {
  static const RealCuda* cuda = new RealCuda;
  return *cuda;
}

}  // namespace fake
