#pragma once
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "cuda_double.h"
#include "slot_call.h"
#include "slots.h"

namespace fake {

using motif::callOwn;
using motif::Dims;
using motif::SlotTable;

/** GPU memory that each object takes, so that a forgotten one shows. */
constexpr size_t kObject = 1 << 10;

inline int32_t version() {
  const char* asked = std::getenv("TENSORRT_DOUBLE_VERSION");
  return asked == nullptr ? 10701 : std::atoi(asked);
}

inline const SlotTable& table() {
  for (const SlotTable& candidate : motif::kSlotTables) {
    if (version() >= candidate.fromVersion && version() < candidate.belowVersion) return candidate;
  }
  return motif::kSlotTables[0];
}

inline void crashAt(const char* place) {
  const char* asked = std::getenv("TENSORRT_DOUBLE_CRASH");
  if (asked != nullptr && std::strcmp(asked, place) == 0) std::abort();
}

inline void say(void* logger, int32_t severity, const std::string& text) {
  callOwn<void>(logger, table().plainLogger ? 0 : 4, severity, text.c_str());
}

/** Ends the process: the caller and the table do not agree. */
[[noreturn]] inline void unexpectedSlot() {
  std::fputs("A slot was called that the double does not have\n", stderr);
  std::abort();
}

/** A virtual table with some slots filled. */
struct Table {
  std::vector<void*> slots = std::vector<void*>(80, reinterpret_cast<void*>(unexpectedSlot));

  template <typename Function>
  Table& at(int32_t slot, Function function) {
    if (slot >= 0) slots[static_cast<size_t>(slot)] = reinterpret_cast<void*>(function);
    return *this;
  }
};

/** A public object: its own table with destructors, a pointer to its implementation, and that. */
template <typename Body>
struct Object {
  void** own;
  void* implementation;
  void** slots;
  Body body;

  static void destroy(Object* object) {
    giveMemory(kObject);
    delete object;
  }
};

template <typename Body>
void* expose(Table& table, Body body) {
  static Table destructors = Table().at(1, Object<Body>::destroy);
  auto* object = new Object<Body>{destructors.slots.data(), nullptr, table.slots.data(), std::move(body)};
  object->implementation = &object->slots;
  takeMemory(kObject);
  return object;
}

/** The body behind what a virtual function gets as `this`. */
template <typename Body>
Body& bodyOf(void* implementation) {
  auto* start = static_cast<char*>(implementation) - offsetof(Object<int>, slots);
  return reinterpret_cast<Object<Body>*>(start)->body;
}

/** The body of a public object that is given as an argument. */
template <typename Body>
Body& bodyOfObject(void* object) {
  return bodyOf<Body>(static_cast<void**>(object)[1]);
}

/** Memory of the library that somebody else reads: IHostMemory. */
inline void* exposeMemory(std::string bytes) {
  const auto& at = table().hostMemory;
  static Table memory = Table()
                            .at(at.data, +[](void* self) { return bodyOf<std::string>(self).data(); })
                            .at(at.size, +[](void* self) { return bodyOf<std::string>(self).size(); });
  return expose(memory, std::move(bytes));
}

}  // namespace fake
