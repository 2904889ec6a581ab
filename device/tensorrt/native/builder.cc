#include "builder.h"

#include <mutex>

#include "failure.h"
#include "messages.h"
#include "plan_file.h"

namespace motif {
namespace {

/** MemoryPoolType::kWORKSPACE */
constexpr int32_t kWorkspace = 0;
/** The parser writes messages up to this severity. */
constexpr int32_t kWarnings = 2;

using Parser = std::unique_ptr<void, Destroy<0>>;

std::string describe(const Library& library, void* error) {
  const auto& slots = library.table->parserError;
  const auto text = [error](int32_t slot) {
    const char* value = callOwn<const char*>(error, slot);
    return std::string(value == nullptr ? "" : value);
  };
  std::string node = text(slots.nodeName);
  std::string op = text(slots.nodeOperator);
  std::string where = node.empty() && op.empty() ? "" : "node \"" + node + "\" (" + op + "): ";
  return where + text(slots.desc);
}

std::string parserErrors(const Library& library, void* parser) {
  const auto& slots = library.table->parser;
  std::string text;
  for (int32_t i = 0; i < callOwn<int32_t>(parser, slots.getNbErrors); i++) {
    text += (text.empty() ? "" : "; ") + describe(library, callOwn<void*>(parser, slots.getError, i));
  }
  return text;
}

Parser parse(const Library& library, void* network, const std::string& graph, uint64_t mark) {
  const auto& slots = library.table->parser;
  if (library.createParser == nullptr) throw Failure{"library-missing", "the ONNX parser of TensorRT was not loaded"};
  void* created = library.createParser(network, library.logger(), library.table->parserVersion);
  if (created == nullptr) throw Failure{"libraries-mixed", "the ONNX parser does not accept this TensorRT"};
  Parser parser(created, Destroy<0>{slots.destructor});
  if (!callOwn<bool>(parser.get(), slots.parseFromFile, graph.c_str(), kWarnings)) {
    std::string errors = parserErrors(library, parser.get());
    throw Failure{"graph-refused", errors.empty() ? errorsOf(messagesSince(mark), "no reason was given") : errors};
  }
  return parser;
}

void configure(const Library& library, void* config, const BuildRequest& request, ProgressMonitor& monitor) {
  const auto& slots = library.table->builderConfig;
  call<void>(config, slots.setMemoryPoolLimit, kWorkspace, static_cast<size_t>(request.workspaceBytes));
  call<void>(config, slots.setBuilderOptimizationLevel, request.optimizationLevel);
  call<void>(config, slots.setProgressMonitor, static_cast<void*>(&monitor));
  const auto count = static_cast<int32_t>(request.computeCapabilities.size());
  if (count == 0) return;
  bool accepted = call<bool>(config, slots.setNbComputeCapabilities, count);
  for (int32_t i = 0; i < count && accepted; i++) {
    accepted = call<bool>(config, slots.setComputeCapability, request.computeCapabilities[i], i);
  }
  if (!accepted) throw Failure{"build-refused", "it does not accept these compute capabilities"};
}

Owned created(void* object, const char* what, uint64_t mark) {
  if (object == nullptr) throw Failure{"build-refused", errorsOf(messagesSince(mark), std::string("no ") + what)};
  return Owned(object);
}

void throwIfCancelled(const ProgressMonitor& monitor) {
  if (monitor.cancelled()) throw Failure{"aborted", "the build was cancelled"};
}

}  // namespace

int64_t buildPlan(const Library& library, const BuildRequest& request, ProgressMonitor& monitor) {
  static auto* turn = new std::mutex;
  std::lock_guard<std::mutex> lock(*turn);
  throwIfCancelled(monitor);
  const auto& slots = library.table->builder;
  const uint64_t mark = markMessages();
  Owned builder = created(library.createBuilder(library.logger(), library.version), "builder", mark);
  if (request.threads > 0) call<bool>(builder.get(), slots.setMaxThreads, request.threads);
  Owned network = created(call<void*>(builder.get(), slots.createNetworkV2, library.table->networkFlags), "network", mark);
  Parser parser = parse(library, network.get(), request.graph, mark);
  throwIfCancelled(monitor);
  Owned config = created(call<void*>(builder.get(), slots.createBuilderConfig), "configuration", mark);
  configure(library, config.get(), request, monitor);
  void* serialized = call<void*>(builder.get(), slots.buildSerializedNetwork, network.get(), config.get());
  throwIfCancelled(monitor);
  Owned plan = created(serialized, "plan and no reason", mark);
  const auto& memory = library.table->hostMemory;
  const auto bytes = static_cast<int64_t>(call<size_t>(plan.get(), memory.size));
  writePlan(request.plan, call<void*>(plan.get(), memory.data), bytes);
  return bytes;
}

}  // namespace motif
