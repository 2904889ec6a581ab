#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace motif {

struct Message {
  /** 0 internal error, 1 error, 2 warning, 3 information. */
  int32_t severity;
  std::string text;
};

/**
 * TensorRT takes the first logger it is given for the whole process, so there is one log. Whoever starts
 * something takes a mark and later reads what was said since; of the past only the last few thousand stay.
 */
uint64_t markMessages();
std::vector<Message> messagesSince(uint64_t mark);

/** The errors among them in one line, the last first; `otherwise` where there are none. */
std::string errorsOf(const std::vector<Message>& messages, const std::string& otherwise);

/** The ILogger to hand to a factory; `plain` without version methods, as TensorRT 10 declares it. */
void* loggerObject(bool plain);

}  // namespace motif
