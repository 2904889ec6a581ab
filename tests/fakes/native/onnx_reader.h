#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace fake {

struct Value {
  std::string name;
  /** ONNX element type: 1 float32, 7 int64. */
  int32_t type = 0;
  std::vector<int64_t> shape;

  size_t elements() const;
  size_t bytes() const { return elements() * (type == 7 ? 8 : 4); }
};

struct Node {
  std::string name;
  std::string op;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
};

/** What a small network needs of an ONNX file, its weights read. */
struct Graph {
  std::vector<Node> nodes;
  std::vector<Value> inputs;
  std::vector<Value> outputs;
  std::map<std::string, Value> weightValues;
  std::map<std::string, std::vector<float>> weights;
};

/** @param folder where external weights lie @throws std::runtime_error */
Graph readOnnx(const std::string& model, const std::string& folder);

/** The same from a plan, which holds all weights one after the other, by name. */
Graph readOnnxWithWeights(const std::string& model, const std::string& weights);

std::string readFile(const std::string& path);

}  // namespace fake
