#pragma once
#include <dlfcn.h>

#include <string>

#include "failure.h"

namespace motif {

/** A library that stays loaded for the life of the process: code of it may run until the end. */
class SharedObject {
 public:
  /** @param missing code of the failure when the linker refuses the file */
  SharedObject(const std::string& path, const std::string& missing)
      : path_(path), handle_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw Failure{missing, dlerror()};
  }

  template <typename Function>
  Function symbol(const char* name, const std::string& missing) const {
    void* address = dlsym(handle_, name);
    if (address == nullptr) throw Failure{missing, path_ + " has no " + name};
    return reinterpret_cast<Function>(address);
  }

 private:
  std::string path_;
  void* handle_;
};

}  // namespace motif
