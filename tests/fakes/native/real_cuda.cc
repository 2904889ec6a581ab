#include "real_cuda.h"

#include <dlfcn.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace fake {
namespace {

constexpr const char* kFault = R"(
.version 6.0
.target sm_50
.address_size 64
.visible .entry fault() {
  .reg .u64 %address;
  mov.u64 %address, 0;
  st.global.u64 [%address], %address;
  ret;
}
)";

void check(int32_t result) {
  if (result != 0) throw std::runtime_error("CUDA error " + std::to_string(result));
}

unsigned long long address(const void* pointer) { return reinterpret_cast<uintptr_t>(pointer); }

}  // namespace

RealCuda::RealCuda() {
  void* driver = dlopen(std::getenv("TENSORRT_DOUBLE_CUDA"), RTLD_NOW | RTLD_LOCAL);
  if (driver == nullptr) throw std::runtime_error(dlerror());
  const auto bind = [driver](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(dlsym(driver, name));
    if (function == nullptr) throw std::runtime_error(name);
  };
  bind(copyToHost_, "cuMemcpyDtoH_v2");
  bind(copyToDevice_, "cuMemcpyHtoD_v2");
  bind(copy_, "cuMemcpyDtoDAsync_v2");
  bind(synchronize_, "cuStreamSynchronize");
  bind(loadModule_, "cuModuleLoadData");
  bind(getFunction_, "cuModuleGetFunction");
  bind(launch_, "cuLaunchKernel");
}

void RealCuda::toHost(std::vector<char>& target, const void* source, void* stream) const {
  check(synchronize_(stream));
  check(copyToHost_(target.data(), address(source), target.size()));
}

void RealCuda::toDevice(void* target, const std::vector<char>& source, void* stream) const {
  check(copyToDevice_(address(target), source.data(), source.size()));
  check(synchronize_(stream));
}

void RealCuda::copy(void* target, const void* source, size_t bytes, void* stream) const {
  check(copy_(address(target), address(source), bytes, stream));
}

void RealCuda::fault(void* stream) const {
  void* module = nullptr;
  void* kernel = nullptr;
  check(loadModule_(&module, kFault));
  check(getFunction_(&kernel, module, "fault"));
  check(launch_(kernel, 1, 1, 1, 1, 1, 1, 0, stream, nullptr, nullptr));
}

const RealCuda& realCuda() {
  static const RealCuda* cuda = new RealCuda;
  return *cuda;
}

}  // namespace fake
