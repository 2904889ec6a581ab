#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cuda.h"

namespace motif {

/** An object of the driver, destroyed by the function that belongs to it. */
using CudaHandle = std::unique_ptr<void, int32_t (*)(CudaObject)>;

/** The context that everybody in the process shares (TensorRT too), current on this thread. */
class PrimaryContext {
 public:
  explicit PrimaryContext(Cuda& cuda);
  ~PrimaryContext();
  PrimaryContext(const PrimaryContext&) = delete;
  PrimaryContext& operator=(const PrimaryContext&) = delete;

 private:
  Cuda& cuda_;
};

/** The first GPU, its primary context current on this thread, and a stream and two events of our own. */
class Gpu {
 public:
  /** @throws Failure */
  explicit Gpu(Cuda& cuda);

  Cuda& cuda() const { return cuda_; }
  CudaObject stream() const { return stream_.get(); }

  void copyIn(DevicePointer target, const std::vector<uint8_t>& source);
  /** Filled only after {@link finish}. */
  void copyOut(std::vector<uint8_t>& target, DevicePointer source);
  /** What follows on the stream is timed until {@link finish}. */
  void begin();
  /** Sleeps until the stream is done. @returns milliseconds since {@link begin}, on the GPU's clock */
  float finish();

 private:
  Cuda& cuda_;
  PrimaryContext context_;
  CudaHandle stream_;
  CudaHandle started_;
  CudaHandle finished_;
};

/** Memory of the GPU. Lives no longer than its {@link Gpu}. */
class DeviceBuffer {
 public:
  DeviceBuffer(Cuda& cuda, size_t bytes) : cuda_(&cuda) {
    // The driver refuses to allocate nothing.
    cuda.check(cuda.memoryAllocate(&pointer_, bytes == 0 ? 1 : bytes), "the tensors");
  }
  ~DeviceBuffer() {
    if (pointer_ != 0) cuda_->memoryFree(pointer_);
  }
  DeviceBuffer(DeviceBuffer&& other) noexcept : cuda_(other.cuda_), pointer_(other.pointer_) { other.pointer_ = 0; }
  DeviceBuffer& operator=(DeviceBuffer&&) = delete;

  DevicePointer pointer() const { return pointer_; }

 private:
  Cuda* cuda_;
  DevicePointer pointer_ = 0;
};

/** What a GPU says of itself, after a copy there and back. */
struct GpuReport {
  std::string name;
  /** E.g. `8.9`. */
  std::string computeCapability;
  /** Newest CUDA that the driver knows, e.g. 13000. */
  int32_t cudaVersion;
  size_t freeBytes;
  size_t totalBytes;
};

/** @throws Failure no-gpu, or what the copy met with */
GpuReport examineGpu(Cuda& cuda);

}  // namespace motif
