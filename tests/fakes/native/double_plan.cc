#include <stdexcept>

#include "double_network.h"
#include "double_objects.h"

namespace fake {
namespace {

constexpr const char* kMagic = "MOTIFPLAN";

std::string line(const std::string& text, size_t& at) {
  const size_t end = text.find('\n', at);
  if (end == std::string::npos) throw std::runtime_error("the plan is cut off");
  const std::string taken = text.substr(at, end - at);
  at = end + 1;
  return taken;
}

}  // namespace

// A plan is the magic, the version, and the ONNX file with its weights inside.

std::string serialize(const Network& network) {
  std::string plan = kMagic + std::to_string(version()) + "\n";
  plan += std::to_string(network.model.size()) + "\n" + network.model;
  for (const auto& [name, numbers] : network.graph.weights) {
    plan.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
  }
  return plan;
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

}  // namespace fake
