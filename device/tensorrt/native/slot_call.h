#pragma once
#include <cstdint>
#include <memory>
#include <utility>

namespace motif {

/** Calls a virtual function on the object's own table. References are passed as pointers. */
template <typename Return, typename... Arguments>
Return callOwn(void* object, int32_t slot, Arguments... arguments) {
  auto** table = *static_cast<void***>(object);
  return reinterpret_cast<Return (*)(void*, Arguments...)>(table[slot])(object, arguments...);
}

/** Calls a virtual function of a public TensorRT object, whose implementation lies at offset 8. */
template <typename Return, typename... Arguments>
Return call(void* object, int32_t slot, Arguments... arguments) {
  return callOwn<Return>(static_cast<void**>(object)[1], slot, arguments...);
}

/** The second of two adjacent destructors frees the object (Itanium C++ ABI). */
template <int32_t firstDestructor>
struct Destroy {
  int32_t slot = firstDestructor;
  void operator()(void* object) const { callOwn<void>(object, slot + 1); }
};

/** A public object that we own; its destructors are its slots 0 and 1. */
using Owned = std::unique_ptr<void, Destroy<0>>;

/** TensorRT's dimensions: how many, then their sizes; -1 for those that only a run decides. */
struct Dims {
  int32_t count;
  int64_t sizes[8];
};

}  // namespace motif
