#include <stdexcept>

#include "double_network.h"
#include "double_objects.h"

namespace fake {
namespace {

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

}  // namespace

void* createParser(void* network) {
  const auto& at = table().parser;
  static Table parser = Table()
                            .at(at.parseFromFile, parse)
                            .at(at.getNbErrors, +[](Parser* self) { return static_cast<int32_t>(self->errors.size()); })
                            .at(at.getError, +[](Parser* self, int32_t i) { return &self->errors.at(size_t(i)); })
                            .at(at.destructor + 1, +[](Parser* self) { delete self; });
  return new Parser{parser.slots.data(), &bodyOfObject<Network>(network), {}};
}

}  // namespace fake
