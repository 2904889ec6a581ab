#include "onnx_reader.h"

#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace fake {
namespace {

/** One field of a protobuf message: a number, or bytes. */
struct Field {
  uint32_t number;
  uint64_t value;
  std::string_view bytes;
};

uint64_t varint(std::string_view& text) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (text.empty()) throw std::runtime_error("the model ends within a number");
    const auto byte = static_cast<uint8_t>(text.front());
    text.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return value;
}

std::string_view take(std::string_view& text, size_t length) {
  if (length > text.size()) throw std::runtime_error("the model ends within a field");
  std::string_view taken = text.substr(0, length);
  text.remove_prefix(length);
  return taken;
}

void eachField(std::string_view text, const std::function<void(const Field&)>& visit) {
  while (!text.empty()) {
    const uint64_t tag = varint(text);
    Field field{static_cast<uint32_t>(tag >> 3), 0, {}};
    switch (tag & 7) {
      case 0: field.value = varint(text); break;
      case 1: field.bytes = take(text, 8); break;
      case 2: field.bytes = take(text, varint(text)); break;
      case 5: field.bytes = take(text, 4); break;
      default: throw std::runtime_error("the model is no protobuf");
    }
    visit(field);
  }
}

Node readNode(std::string_view text) {
  Node node;
  eachField(text, [&node](const Field& field) {
    if (field.number == 1) node.inputs.emplace_back(field.bytes);
    if (field.number == 2) node.outputs.emplace_back(field.bytes);
    if (field.number == 3) node.name = field.bytes;
    if (field.number == 4) node.op = field.bytes;
  });
  return node;
}

void readShape(std::string_view text, Value& value) {
  eachField(text, [&value](const Field& dim) {
    eachField(dim.bytes, [&value](const Field& size) { value.shape.push_back(static_cast<int64_t>(size.value)); });
  });
}

Value readValue(std::string_view text) {
  Value value;
  const auto tensorType = [&value](const Field& field) {
    if (field.number == 1) value.type = static_cast<int32_t>(field.value);
    if (field.number == 2) readShape(field.bytes, value);
  };
  eachField(text, [&](const Field& field) {
    if (field.number == 1) value.name = field.bytes;
    if (field.number == 2) eachField(field.bytes, [&](const Field& type) { eachField(type.bytes, tensorType); });
  });
  return value;
}

std::string readExternal(const std::map<std::string, std::string>& where, const std::string& folder) {
  const std::string file = readFile(folder + "/" + where.at("location"));
  return file.substr(std::stoull(where.at("offset")), std::stoull(where.at("length")));
}

/** Gives the bytes of weights that lie outside the model. */
using External = std::function<std::string(const std::map<std::string, std::string>& where)>;

void readWeights(std::string_view text, const External& external, Graph& graph) {
  Value value;
  std::string raw;
  std::map<std::string, std::string> where;
  eachField(text, [&](const Field& field) {
    if (field.number == 1) value.shape.push_back(static_cast<int64_t>(field.value));
    if (field.number == 2) value.type = static_cast<int32_t>(field.value);
    if (field.number == 8) value.name = field.bytes;
    if (field.number == 9) raw = field.bytes;
    if (field.number != 13) return;
    std::string key;
    eachField(field.bytes, [&](const Field& entry) { entry.number == 1 ? key = entry.bytes : where[key] = entry.bytes; });
  });
  if (!where.empty()) raw = external(where);
  if (value.type != 1 || raw.size() != value.bytes()) throw std::runtime_error("weights must be float32");
  std::vector<float> numbers(value.elements());
  std::memcpy(numbers.data(), raw.data(), raw.size());
  graph.weights[value.name] = std::move(numbers);
  graph.weightValues[value.name] = value;
}

Graph read(std::string_view model, const External& external) {
  Graph graph;
  const auto part = [&](const Field& field) {
    if (field.number == 1) graph.nodes.push_back(readNode(field.bytes));
    if (field.number == 5) readWeights(field.bytes, external, graph);
    if (field.number == 11) graph.inputs.push_back(readValue(field.bytes));
    if (field.number == 12) graph.outputs.push_back(readValue(field.bytes));
  };
  eachField(model, [&](const Field& field) {
    if (field.number == 7) eachField(field.bytes, part);
  });
  return graph;
}

}  // namespace

size_t Value::elements() const {
  size_t product = 1;
  for (int64_t size : shape) product *= static_cast<size_t>(size);
  return product;
}

std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

Graph readOnnx(const std::string& model, const std::string& folder) {
  return read(model, [&folder](const auto& where) { return readExternal(where, folder); });
}

Graph readOnnxWithWeights(const std::string& model, const std::string& weights) {
  Graph graph = read(model, [](const auto& where) { return std::string(std::stoull(where.at("length")), 0); });
  size_t at = 0;
  for (auto& [name, numbers] : graph.weights) {
    if (at + numbers.size() * sizeof(float) > weights.size()) throw std::runtime_error("the plan is cut off");
    std::memcpy(numbers.data(), weights.data() + at, numbers.size() * sizeof(float));
    at += numbers.size() * sizeof(float);
  }
  return graph;
}

}  // namespace fake
