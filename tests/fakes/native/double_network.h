#pragma once
#include <string>
#include <vector>

#include "network.h"

namespace fake {

/** What is built from. */
struct Network {
  void* logger;
  Graph graph;
  std::string model;
};

std::string serialize(const Network& network);

/** @throws std::runtime_error when it is no plan, for another version, or cut off */
Graph deserialize(const std::string& plan);

/** The functions behind the factories; each takes the logger or network it belongs to. */
void* createBuilder(void* logger);
void* createParser(void* network);
void* createRuntime(void* logger);

}  // namespace fake
