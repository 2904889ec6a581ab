#pragma once
#include <map>
#include <string>
#include <vector>

#include "onnx_reader.h"

namespace fake {

using Tensors = std::map<std::string, std::vector<float>>;

/** The operators that {@link compute} knows, and those that stand for a fault. */
bool isKnown(const std::string& op);

/** Runs the nodes in order. @param tensors the inputs; every result is added */
void compute(const Graph& graph, Tensors& tensors);

bool hasOp(const Graph& graph, const std::string& op);

}  // namespace fake
