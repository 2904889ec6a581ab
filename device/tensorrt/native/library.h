#pragma once
#include <cstdint>
#include <string>

#include "slot_call.h"
#include "slots.h"

namespace motif {

/** TensorRT and its ONNX parser, loaded into this process, with the tables that fit their version. */
struct Library {
  std::string path;
  const SlotTable* table;
  /** As getInferLibVersion() returns it. */
  int32_t version;
  void* (*createBuilder)(void* logger, int32_t version);
  void* (*createRuntime)(void* logger, int32_t version);
  void* (*createParser)(void* network, void* logger, int32_t parserVersion);

  void* logger() const;
};

/**
 * Loads both, once: a process that has one TensorRT refuses another.
 *
 * @param parser the file of the ONNX parser; empty where only plans are run
 * @throws Failure library-missing, library-unknown or libraries-mixed
 */
const Library& loadLibrary(const std::string& library, const std::string& parser);

/** The one that was loaded. @throws Failure library-missing when none was */
const Library& loadedLibrary();

}  // namespace motif
