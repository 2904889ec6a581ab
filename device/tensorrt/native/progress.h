#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace motif {

struct Progress {
  std::string phase;
  /** Empty for a phase of its own. */
  std::string parent;
  int32_t step;
  int32_t steps;
};

/** IProgressMonitor of TensorRT, its virtual functions in its order; called on whatever thread builds. */
class ProgressMonitor {
 public:
  /** @param cancelled set by any thread to end the build */
  ProgressMonitor(const std::atomic<bool>& cancelled, std::function<void(const Progress&)> report)
      : cancelled_(cancelled), report_(std::move(report)) {}

  struct InterfaceInfo {
    const char* kind;
    int32_t major;
    int32_t minor;
  };

  virtual int32_t getAPILanguage() const noexcept { return 0; }
  virtual InterfaceInfo getInterfaceInfo() const noexcept { return {"IProgressMonitor", 1, 0}; }
  virtual ~ProgressMonitor() = default;
  virtual void phaseStart(const char* phase, const char* parent, int32_t steps) noexcept {
    report_({phase, parent == nullptr ? "" : parent, 0, steps});
  }
  /** @returns false to end the build */
  virtual bool stepComplete(const char* phase, int32_t step) noexcept {
    report_({phase, "", step + 1, 0});
    return !cancelled_;
  }
  virtual void phaseFinish(const char*) noexcept {}

  bool cancelled() const { return cancelled_; }

 private:
  const std::atomic<bool>& cancelled_;
  std::function<void(const Progress&)> report_;
};

}  // namespace motif
