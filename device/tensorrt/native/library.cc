#include "library.h"

#include <memory>
#include <mutex>

#include "messages.h"
#include "shared_object.h"

namespace motif {
namespace {

std::mutex mutex;
std::unique_ptr<Library>& loaded() {
  static auto* library = new std::unique_ptr<Library>;
  return *library;
}

const SlotTable& tableFor(int32_t version, const std::string& path) {
  for (const SlotTable& table : kSlotTables) {
    if (version >= table.fromVersion && version < table.belowVersion) return table;
  }
  throw Failure{"library-unknown", path + " says that it is version " + std::to_string(version)};
}

void loadParser(Library& library, const std::string& path) {
  SharedObject parser(path, "library-missing");
  auto version = parser.symbol<int32_t (*)()>("getNvOnnxParserVersion", "libraries-mixed");
  if (version() != library.table->parserVersion) {
    throw Failure{"libraries-mixed", path + " speaks version " + std::to_string(version()) + " of the parser, and " +
                                         library.path + " version " + std::to_string(library.table->parserVersion)};
  }
  library.createParser =
      parser.symbol<void* (*)(void*, void*, int32_t)>("createNvOnnxParser_INTERNAL", "libraries-mixed");
}

std::unique_ptr<Library> open(const std::string& path) {
  SharedObject object(path, "library-missing");
  auto library = std::make_unique<Library>();
  library->path = path;
  library->version = object.symbol<int32_t (*)()>("getInferLibVersion", "library-unknown")();
  library->table = &tableFor(library->version, path);
  library->createBuilder = object.symbol<void* (*)(void*, int32_t)>("createInferBuilder_INTERNAL", "library-unknown");
  library->createRuntime = object.symbol<void* (*)(void*, int32_t)>("createInferRuntime_INTERNAL", "library-unknown");
  library->createParser = nullptr;
  return library;
}

}  // namespace

void* Library::logger() const { return loggerObject(table->plainLogger); }

const Library& loadLibrary(const std::string& path, const std::string& parser) {
  std::lock_guard<std::mutex> lock(mutex);
  std::unique_ptr<Library>& library = loaded();
  if (library != nullptr && library->path != path) {
    throw Failure{"libraries-mixed", "this process has already loaded " + library->path + " and cannot load " + path};
  }
  if (library == nullptr) library = open(path);
  if (library->createParser == nullptr && !parser.empty()) loadParser(*library, parser);
  return *library;
}

const Library& loadedLibrary() {
  std::lock_guard<std::mutex> lock(mutex);
  if (loaded() == nullptr) throw Failure{"library-missing", "no TensorRT was loaded into this process"};
  return *loaded();
}

}  // namespace motif
