#include <chrono>
#include <thread>

#include "double_network.h"
#include "double_objects.h"

namespace fake {
namespace {

struct Config {
  void* monitor = nullptr;
  std::vector<int32_t> targets;
};

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
  auto& source = bodyOfObject<Network>(network);
  if (hasOp(source.graph, "Unbuildable")) {
    say(source.logger, 1, "Error Code 1: Myelin (Cannot compile for the target)");
    return nullptr;
  }
  void* monitor = bodyOfObject<Config>(config).monitor;
  if (monitor != nullptr && !reportSteps(monitor)) return nullptr;
  say(source.logger, 3, "Engine generation completed");
  return exposeMemory(serialize(source));
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

}  // namespace

void* createBuilder(void* logger) {
  const auto& at = table().builder;
  static Table builder = Table()
                             .at(at.createBuilderConfig, createConfig)
                             .at(at.createNetworkV2, createNetwork)
                             .at(at.buildSerializedNetwork, build)
                             .at(at.setMaxThreads, +[](void*, int32_t) { return true; });
  return expose(builder, logger);
}

}  // namespace fake
