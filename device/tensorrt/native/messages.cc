#include "messages.h"

#include <algorithm>
#include <deque>
#include <mutex>

namespace motif {
namespace {

constexpr size_t kKept = 4000;
constexpr int32_t kMostVerbose = 3;

struct Log {
  std::mutex mutex;
  std::deque<Message> messages;
  /** Messages that were ever written; the last one kept has this number less one. */
  uint64_t written = 0;
};

/** Never destroyed: the library's own threads may still speak while the process ends. */
Log& theLog() {
  static Log* log = new Log;
  return *log;
}

void write(int32_t severity, const char* text) {
  if (severity > kMostVerbose || text == nullptr) return;
  Log& log = theLog();
  std::lock_guard<std::mutex> lock(log.mutex);
  log.messages.push_back({severity, text});
  log.written += 1;
  if (log.messages.size() > kKept) log.messages.pop_front();
}

struct InterfaceInfo {
  const char* kind;
  int32_t major;
  int32_t minor;
};

/** Virtual functions in the order of ILogger since TensorRT 11 and TensorRT-RTX 1.4. */
class VersionedLogger {
 public:
  virtual int32_t getAPILanguage() const noexcept { return 0; }
  virtual InterfaceInfo getInterfaceInfo() const noexcept { return {"ILogger", 1, 0}; }
  virtual ~VersionedLogger() = default;
  virtual void log(int32_t severity, const char* text) noexcept { write(severity, text); }
};

/** The same for TensorRT 10. */
class PlainLogger {
 public:
  virtual void log(int32_t severity, const char* text) noexcept { write(severity, text); }
  virtual ~PlainLogger() = default;
};

std::string onOneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

}  // namespace

uint64_t markMessages() {
  Log& log = theLog();
  std::lock_guard<std::mutex> lock(log.mutex);
  return log.written;
}

std::vector<Message> messagesSince(uint64_t mark) {
  Log& log = theLog();
  std::lock_guard<std::mutex> lock(log.mutex);
  uint64_t wanted = std::min<uint64_t>(log.written - mark, log.messages.size());
  return {log.messages.end() - static_cast<int64_t>(wanted), log.messages.end()};
}

std::string errorsOf(const std::vector<Message>& messages, const std::string& otherwise) {
  std::string text;
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    const std::string line = onOneLine(message->text);
    if (message->severity <= 1 && text.find(line) == std::string::npos) text += (text.empty() ? "" : "; ") + line;
  }
  return text.empty() ? otherwise : text;
}

void* loggerObject(bool plain) {
  static auto* versioned = new VersionedLogger;
  static auto* old = new PlainLogger;
  return plain ? static_cast<void*>(old) : static_cast<void*>(versioned);
}

}  // namespace motif
