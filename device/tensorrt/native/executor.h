#pragma once
#include <memory>
#include <string>
#include <vector>

#include "gpu.h"
#include "library.h"

namespace motif {

using Bytes = std::vector<uint8_t>;

struct TensorInfo {
  std::string name;
  bool isInput;
  /** TensorRT's DataType. */
  int32_t type;
  std::vector<int64_t> shape;
  size_t bytes;
};



/**
 * A plan on the GPU with memory for its tensors. Made, used and destroyed on one thread. Shapes are static, so after
 * the first run the launches are replayed as one CUDA graph.
 */
class Executor {
 public:
  /**
   * @param cache what {@link cache} gave for this plan before, or empty
   * @throws Failure engine-refused, out-of-memory, device-lost or no-gpu
   */
  Executor(const Library& library, Cuda& cuda, const std::string& plan, const Bytes& cache);

  const std::vector<TensorInfo>& tensors() const { return tensors_; }

  /** The kernels that were compiled for this GPU while the plan was opened; empty where plans hold them all. */
  Bytes cache() const;

  struct Outcome {
    /** One for each output, in the order of {@link tensors}. */
    std::vector<Bytes> outputs;
    float milliseconds;
  };

  /** @param inputs one for each input, in the order of {@link tensors} @throws Failure */
  Outcome run(const std::vector<Bytes>& inputs);

 private:
  void deserialize(const std::string& plan);
  void listTensors();
  TensorInfo describe(const char* name) const;
  void configure(const Bytes& cache);
  void createContext();
  void bindBuffers();
  void enqueue();
  void launch();
  void capture();

  const Library& library_;
  // Destroyed in reverse: the context before its engine, all of it before the GPU's context is released.
  Gpu gpu_;
  Owned runtime_;
  Owned engine_;
  Owned runtimeConfig_;
  Owned runtimeCache_;
  std::vector<TensorInfo> tensors_;
  std::vector<DeviceBuffer> buffers_;
  Owned context_;
  /** The library replays its launches by itself. */
  bool replaysItself_ = false;
  bool triedCapture_ = false;
  /** What is replayed from the second run on; null while launches are made one by one. */
  CudaHandle graph_;
};

}  // namespace motif
