#pragma once
#include <cstdint>
#include <string>

namespace motif {

/** Writes and syncs the file. @throws Failure disk-full or write-failed, and the file is gone */
void writePlan(const std::string& path, const void* data, int64_t bytes);

/** A whole file mapped for reading. @throws Failure engine-refused when it cannot be read or is empty */
class MappedPlan {
 public:
  explicit MappedPlan(const std::string& path);
  ~MappedPlan();
  MappedPlan(const MappedPlan&) = delete;
  MappedPlan& operator=(const MappedPlan&) = delete;

  const void* data() const { return data_; }
  size_t bytes() const { return bytes_; }

 private:
  void* data_;
  size_t bytes_;
};

}  // namespace motif
