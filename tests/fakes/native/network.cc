#include "network.h"

#include <algorithm>
#include <set>

namespace fake {
namespace {

using Numbers = std::vector<float>;

/** The shorter one is repeated. */
template <typename Operation>
Numbers pairwise(const Numbers& a, const Numbers& b, Operation operation) {
  Numbers result(std::max(a.size(), b.size()));
  for (size_t i = 0; i < result.size(); i++) result[i] = operation(a[i % a.size()], b[i % b.size()]);
  return result;
}

/** [rows, inner] · [inner, columns], the second one weights. */
Numbers multiply(const Numbers& a, const Numbers& b, size_t inner) {
  const size_t columns = b.size() / inner;
  Numbers result(a.size() / inner * columns, 0);
  for (size_t i = 0; i < a.size(); i++) {
    for (size_t j = 0; j < columns; j++) result[i / inner * columns + j] += a[i] * b[i % inner * columns + j];
  }
  return result;
}

Numbers evaluate(const Graph& graph, const Node& node, const Tensors& tensors) {
  const Numbers& first = tensors.at(node.inputs.at(0));
  if (node.inputs.size() == 1) return first;
  const Numbers& second = tensors.at(node.inputs.at(1));
  if (node.op == "Mul") return pairwise(first, second, [](float a, float b) { return a * b; });
  if (node.op != "MatMul") return pairwise(first, second, [](float a, float b) { return a + b; });
  return multiply(first, second, static_cast<size_t>(graph.weightValues.at(node.inputs[1]).shape.at(0)));
}

}  // namespace

bool isKnown(const std::string& op) {
  // Unbuildable, Refuse and Fault fail when built, enqueued and executed; until then they add.
  static const std::set<std::string> ops = {"Cast", "Identity", "Add", "Mul", "MatMul", "Unbuildable", "Refuse", "Fault"};
  return ops.count(op) > 0;
}

void compute(const Graph& graph, Tensors& tensors) {
  for (const auto& [name, numbers] : graph.weights) tensors[name] = numbers;
  for (const Node& node : graph.nodes) tensors[node.outputs.at(0)] = evaluate(graph, node, tensors);
}

bool hasOp(const Graph& graph, const std::string& op) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [&op](const Node& node) { return node.op == op; });
}

}  // namespace fake
