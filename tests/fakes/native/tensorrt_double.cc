/**
 * A library with TensorRT's C functions and virtual tables that builds and runs small float32 networks on the CPU.
 * Environment: TENSORRT_DOUBLE_VERSION is what it says it is; TENSORRT_DOUBLE_CRASH (load, build, run) ends the
 * process there; TENSORRT_DOUBLE_ENQUEUES is how often a context is enqueued at most; TENSORRT_DOUBLE_CUDA names a
 * real CUDA driver to compute in the memory of.
 */
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "cuda_double.h"
#include "network.h"
#include "real_cuda.h"
#include "slot_call.h"
#include "slots.h"

namespace fake {
namespace {

using motif::callOwn;
using motif::Dims;
using motif::SlotTable;

constexpr size_t kObject = 1 << 10;
constexpr const char* kMagic = "MOTIFPLAN";

int32_t version() {
  const char* asked = std::getenv("TENSORRT_DOUBLE_VERSION");
  return asked == nullptr ? 10701 : std::atoi(asked);
}

const SlotTable& table() {
  for (const SlotTable& candidate : motif::kSlotTables) {
    if (version() >= candidate.fromVersion && version() < candidate.belowVersion) return candidate;
  }
  return motif::kSlotTables[0];
}

void crashAt(const char* place) {
  const char* asked = std::getenv("TENSORRT_DOUBLE_CRASH");
  if (asked != nullptr && std::strcmp(asked, place) == 0) std::abort();
}

void say(void* logger, int32_t severity, const std::string& text) {
  callOwn<void>(logger, table().plainLogger ? 0 : 4, severity, text.c_str());
}

/** Ends the process: the caller and the table do not agree. */
void unexpectedSlot() {
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

struct Config {
  void* monitor = nullptr;
  std::vector<int32_t> targets;
};

struct Network {
  void* logger;
  Graph graph;
  std::string model;
};

// A plan is the magic, the version, and the ONNX file with its weights inside.

std::string serialize(const Network& network) {
  std::string plan = kMagic + std::to_string(version()) + "\n";
  plan += std::to_string(network.model.size()) + "\n" + network.model;
  for (const auto& [name, numbers] : network.graph.weights) {
    plan.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
  }
  return plan;
}

std::string line(const std::string& text, size_t& at) {
  const size_t end = text.find('\n', at);
  if (end == std::string::npos) throw std::runtime_error("the plan is cut off");
  const std::string taken = text.substr(at, end - at);
  at = end + 1;
  return taken;
}

Graph deserialize(const std::string& plan) {
  size_t at = 0;
  const std::string head = line(plan, at);
  if (head.rfind(kMagic, 0) != 0) throw std::runtime_error("Magic tag does not match");
  if (head.substr(std::strlen(kMagic)) != std::to_string(version())) {
    throw std::runtime_error("Version tag does not match. Note: Current Version: " + std::to_string(version()));
  }
  const size_t length = std::stoull(line(plan, at));
  return readOnnxWithWeights(plan.substr(at, length), plan.substr(at + length));
}

// Builder

bool reportSteps(void* monitor) {
  constexpr int32_t steps = 20;
  callOwn<void>(monitor, 4, "Building engine", static_cast<const char*>(nullptr), steps);
  for (int32_t step = 0; step < steps; step++) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (!callOwn<bool>(monitor, 5, "Building engine", step)) return false;
  }
  callOwn<void>(monitor, 6, "Building engine");
  return true;
}

void* build(void*, void* network, void* config) {
  crashAt("build");
  static Table memory = Table()
                            .at(table().hostMemory.data, +[](void* self) { return bodyOf<std::string>(self).data(); })
                            .at(table().hostMemory.size, +[](void* self) { return bodyOf<std::string>(self).size(); });
  auto& source = bodyOfObject<Network>(network);
  if (hasOp(source.graph, "Unbuildable")) {
    say(source.logger, 1, "Error Code 1: Myelin (Cannot compile for the target)");
    return nullptr;
  }
  void* monitor = bodyOfObject<Config>(config).monitor;
  if (monitor != nullptr && !reportSteps(monitor)) return nullptr;
  say(source.logger, 3, "Engine generation completed");
  return expose(memory, serialize(source));
}

void* createConfig(void*) {
  const auto& at = table().builderConfig;
  static Table config =
      Table()
          .at(at.setMemoryPoolLimit, +[](void*, int32_t, size_t) {})
          .at(at.setBuilderOptimizationLevel, +[](void*, int32_t) {})
          .at(at.setProgressMonitor, +[](void* self, void* monitor) { bodyOf<Config>(self).monitor = monitor; })
          .at(at.setNbComputeCapabilities,
              +[](void* self, int32_t count) { return bodyOf<Config>(self).targets.resize(size_t(count)), true; })
          .at(at.setComputeCapability, +[](void* self, int32_t target, int32_t index) {
            return bodyOf<Config>(self).targets.at(size_t(index)) = target, target >= 75;
          });
  return expose(config, Config{});
}

void* createNetwork(void* self, uint32_t flags) {
  static Table network;
  void* logger = bodyOf<void*>(self);
  if (flags == table().networkFlags) return expose(network, Network{logger, {}, {}});
  say(logger, 1, "createNetworkV2: Error Code 3: unknown flags");
  return nullptr;
}

// Parser: its own table, no implementation behind it.

struct ParserError {
  void** table;
  std::string text;
  std::string node;
  std::string op;
};

struct Parser {
  void** table;
  Network* network;
  std::vector<ParserError> errors;
};

void** errorTable() {
  const auto& at = table().parserError;
  static Table errors = Table()
                            .at(at.desc, +[](ParserError* self) { return self->text.c_str(); })
                            .at(at.nodeName, +[](ParserError* self) { return self->node.c_str(); })
                            .at(at.nodeOperator, +[](ParserError* self) { return self->op.c_str(); });
  return errors.slots.data();
}

bool parse(Parser* self, const char* path, int32_t) {
  try {
    self->network->model = readFile(path);
    const std::string file(path);
    self->network->graph = readOnnx(self->network->model, file.substr(0, file.rfind('/')));
  } catch (const std::exception& error) {
    self->errors.push_back({errorTable(), error.what(), "", ""});
  }
  for (const Node& node : self->network->graph.nodes) {
    if (!isKnown(node.op)) self->errors.push_back({errorTable(), "no importer for this operator", node.name, node.op});
  }
  return self->errors.empty();
}

// Execution

struct Engine {
  void* logger;
  std::shared_ptr<const Graph> graph;
};

struct Context {
  void* logger;
  std::shared_ptr<const Graph> graph;
  std::map<std::string, void*> addresses;
  int32_t enqueued = 0;
};

/** Whoever replays what was recorded does not enqueue again. */
int32_t mostEnqueues() {
  const char* asked = std::getenv("TENSORRT_DOUBLE_ENQUEUES");
  return asked == nullptr ? INT32_MAX : std::atoi(asked);
}

const Value& valueOf(const Graph& graph, const std::string& name) {
  for (const auto* values : {&graph.inputs, &graph.outputs}) {
    for (const Value& value : *values) {
      if (value.name == name) return value;
    }
  }
  throw std::out_of_range(name);
}

std::vector<float> toFloats(const Value& value, const void* data) {
  if (value.type != 7) return {static_cast<const float*>(data), static_cast<const float*>(data) + value.elements()};
  const auto* integers = static_cast<const int64_t*>(data);
  return {integers, integers + value.elements()};
}

void execute(const Graph& graph, const std::map<std::string, void*>& addresses) {
  crashAt("run");
  if (hasOp(graph, "Fault")) return loseContext();
  Tensors tensors;
  for (const Value& input : graph.inputs) tensors[input.name] = toFloats(input, addresses.at(input.name));
  compute(graph, tensors);
  for (const Value& output : graph.outputs) {
    std::memcpy(addresses.at(output.name), tensors.at(output.name).data(), output.bytes());
  }
}

/** Copies the tensors to the CPU, computes, and copies the results back; a copy alone stays on the GPU. */
void executeOnRealGpu(const Graph& graph, const std::map<std::string, void*>& addresses, void* stream) {
  if (hasOp(graph, "Fault")) return realCuda().fault(stream);
  if (graph.nodes.size() == 1 && hasOp(graph, "Identity")) {
    const Value& only = graph.outputs.at(0);
    return realCuda().copy(addresses.at(only.name), addresses.at(graph.inputs.at(0).name), only.bytes(), stream);
  }
  std::map<std::string, std::vector<char>> memory;
  std::map<std::string, void*> copies;
  for (const auto& [name, address] : addresses) {
    memory[name].resize(valueOf(graph, name).bytes());
    copies[name] = memory[name].data();
  }
  for (const Value& input : graph.inputs) realCuda().toHost(memory[input.name], addresses.at(input.name), stream);
  execute(graph, copies);
  for (const Value& output : graph.outputs) realCuda().toDevice(addresses.at(output.name), memory[output.name], stream);
}

void launch(const Context& context, void* stream) {
  if (std::getenv("TENSORRT_DOUBLE_CUDA") != nullptr) return executeOnRealGpu(*context.graph, context.addresses, stream);
  onStream(stream, [graph = context.graph, addresses = context.addresses] { execute(*graph, addresses); });
}

bool enqueue(void* self, void* stream) {
  auto& context = bodyOf<Context>(self);
  try {
    if (hasOp(*context.graph, "Refuse")) throw std::runtime_error("refused");
    if (++context.enqueued > mostEnqueues()) throw std::runtime_error("enqueued too often");
    launch(context, stream);
    return true;
  } catch (const std::exception& error) {
    say(context.logger, 1, std::string("IExecutionContext::enqueueV3: Error Code 3: ") + error.what());
    return false;
  }
}

void* createContext(Engine& engine) {
  const auto& at = table().context;
  static Table context =
      Table().at(at.enqueueV3, enqueue).at(at.setTensorAddress, +[](void* self, const char* name, void* address) {
        return bodyOf<Context>(self).addresses[name] = address, true;
      });
  return expose(context, Context{engine.logger, engine.graph, {}, 0});
}

void* createRuntimeConfig(void*) {
  static Table config = Table().at(table().runtimeConfig.setCudaGraphStrategy,
                                   +[](void*, int32_t strategy) { return strategy == 1; });
  return expose(config, 0);
}

const Value& valueAt(const Graph& graph, int32_t index) {
  const auto i = static_cast<size_t>(index);
  return i < graph.inputs.size() ? graph.inputs[i] : graph.outputs.at(i - graph.inputs.size());
}

Dims shapeOf(void* self, const char* name) {
  const Value& value = valueOf(*bodyOf<Engine>(self).graph, name);
  Dims dims{static_cast<int32_t>(value.shape.size()), {}};
  // The size of nothing stands for one that only a run decides.
  for (size_t i = 0; i < value.shape.size(); i++) dims.sizes[i] = value.shape[i] == 0 ? -1 : value.shape[i];
  return dims;
}

int32_t modeOf(void* self, const char* name) {
  for (const Value& input : bodyOf<Engine>(self).graph->inputs) {
    if (input.name == name) return 1;
  }
  return 2;
}

Table engineTable() {
  const auto& at = table().engine;
  return Table()
      .at(at.getNbIOTensors,
          +[](void* self) {
            const Graph& graph = *bodyOf<Engine>(self).graph;
            return static_cast<int32_t>(graph.inputs.size() + graph.outputs.size());
          })
      .at(at.getIOTensorName,
          +[](void* self, int32_t index) { return valueAt(*bodyOf<Engine>(self).graph, index).name.c_str(); })
      .at(at.getTensorShape, shapeOf)
      .at(at.getTensorIOMode, modeOf)
      .at(at.getTensorDataType,
          +[](void* self, const char* name) {
            const int32_t type = valueOf(*bodyOf<Engine>(self).graph, name).type;
            return type == 7 ? 8 : type == 1 ? 0 : 1;
          })
      .at(at.createExecutionContext, +[](void* self, int32_t) { return createContext(bodyOf<Engine>(self)); })
      .at(at.createRuntimeConfig, createRuntimeConfig)
      .at(at.createExecutionContextWithRuntimeConfig,
          +[](void* self, void*) { return createContext(bodyOf<Engine>(self)); });
}

void* deserializeEngine(void* self, const void* data, size_t bytes) {
  static Table engine = engineTable();
  void* logger = bodyOf<void*>(self);
  try {
    auto graph = std::make_shared<Graph>(deserialize({static_cast<const char*>(data), bytes}));
    return expose(engine, Engine{logger, graph});
  } catch (const std::exception& error) {
    say(logger, 1, std::string("IRuntime::deserializeCudaEngine: Error Code 1: Serialization (") + error.what() + ")");
    return nullptr;
  }
}

}  // namespace
}  // namespace fake

#define EXPORT extern "C" __attribute__((visibility("default")))
using namespace fake;

EXPORT int32_t getInferLibVersion() {
  crashAt("load");
  return version();
}

/** Full TensorRT's parsers say 100 and TensorRT-RTX's 200; another number stands for another release. */
EXPORT int32_t getNvOnnxParserVersion() {
  const char* asked = std::getenv("TENSORRT_DOUBLE_PARSER");
  return asked == nullptr ? table().parserVersion : std::atoi(asked);
}

EXPORT void* createInferBuilder_INTERNAL(void* logger, int32_t asked) {
  const auto& at = table().builder;
  static Table builder = Table()
                             .at(at.createBuilderConfig, createConfig)
                             .at(at.createNetworkV2, createNetwork)
                             .at(at.buildSerializedNetwork, build)
                             .at(at.setMaxThreads, +[](void*, int32_t) { return true; });
  return asked == version() ? expose(builder, logger) : nullptr;
}

EXPORT void* createInferRuntime_INTERNAL(void* logger, int32_t asked) {
  static Table runtime = Table().at(table().runtime.deserializeCudaEngine, deserializeEngine);
  return asked == version() ? expose(runtime, logger) : nullptr;
}

EXPORT void* createNvOnnxParser_INTERNAL(void* network, void*, int32_t asked) {
  const auto& at = table().parser;
  static Table parser = Table()
                            .at(at.parseFromFile, parse)
                            .at(at.getNbErrors, +[](Parser* self) { return static_cast<int32_t>(self->errors.size()); })
                            .at(at.getError, +[](Parser* self, int32_t i) { return &self->errors.at(size_t(i)); })
                            .at(at.destructor + 1, +[](Parser* self) { delete self; });
  if (asked != table().parserVersion) return nullptr;
  return new Parser{parser.slots.data(), &bodyOfObject<Network>(network), {}};
}
