#include <cstdint>
#include <memory>
#include <stdexcept>

#include "double_network.h"
#include "double_objects.h"
#include "real_cuda.h"

namespace fake {
namespace {

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

/** Kernels "compiled" for a graph: its nodes. */
struct Kernels {
  std::string text;
};

/** The configuration points to the cache, as the library's does. */
struct RuntimeConfig {
  Kernels* kernels = nullptr;
};

void* createRuntimeCache(void*) {
  const auto& at = table().runtimeCache;
  static Table cache =
      Table()
          .at(at.serialize, +[](void* self) { return exposeMemory(bodyOf<Kernels>(self).text); })
          .at(at.deserialize, +[](void* self, const void* data, size_t bytes) {
            return bodyOf<Kernels>(self).text.assign(static_cast<const char*>(data), bytes), true;
          });
  return expose(cache, Kernels{});
}

void* createRuntimeConfig(void*) {
  const auto& at = table().runtimeConfig;
  static Table config = Table()
                            .at(at.setCudaGraphStrategy, +[](void*, int32_t strategy) { return strategy == 1; })
                            .at(at.createRuntimeCache, createRuntimeCache)
                            .at(at.setRuntimeCache, +[](void* self, void* cache) {
                              return bodyOf<RuntimeConfig>(self).kernels = &bodyOfObject<Kernels>(cache), true;
                            });
  return expose(config, RuntimeConfig{});
}

void* createContextWithConfig(void* self, void* config) {
  auto& engine = bodyOf<Engine>(self);
  std::string wanted;
  for (const Node& node : engine.graph->nodes) wanted += node.op + " ";
  Kernels* kernels = bodyOfObject<RuntimeConfig>(config).kernels;
  say(engine.logger, 3, kernels != nullptr && kernels->text == wanted ? "Kernels of the cache" : "Kernels compiled");
  if (kernels != nullptr) kernels->text = wanted;
  return createContext(engine);
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
      .at(at.createExecutionContextWithRuntimeConfig, createContextWithConfig);
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

void* createRuntime(void* logger) {
  static Table runtime = Table().at(table().runtime.deserializeCudaEngine, deserializeEngine);
  return expose(runtime, logger);
}

}  // namespace fake
