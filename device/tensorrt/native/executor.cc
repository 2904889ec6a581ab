#include "executor.h"

#include "failure.h"
#include "messages.h"
#include "plan_file.h"

namespace motif {
namespace {

/** TensorIOMode::kINPUT */
constexpr int32_t kInput = 1;
/** ExecutionContextAllocationStrategy::kSTATIC */
constexpr int32_t kStatic = 0;
/** CudaGraphStrategy::kWHOLE_GRAPH_CAPTURE */
constexpr int32_t kWholeGraph = 1;
/** CU_STREAM_CAPTURE_MODE_THREAD_LOCAL: other engines go on meanwhile. */
constexpr int32_t kThisThread = 1;

/** Bytes of an element of TensorRT's DataType; 0 for what does not fill bytes. */
size_t elementBytes(int32_t type) {
  constexpr size_t bytes[] = {4, 2, 1, 4, 1, 1, 1, 2, 8};
  return type >= 0 && type < 9 ? bytes[type] : 0;
}

bool isAboutMemory(const std::string& text) {
  return text.find("OutOfMemory") != std::string::npos || text.find("out of memory") != std::string::npos;
}

/** Why TensorRT gave nothing. */
Failure refusal(Cuda& cuda, const std::string& code, uint64_t mark) {
  const std::string text = errorsOf(messagesSince(mark), "no reason was given");
  if (cuda.isLost()) return {"device-lost", text + "; the GPU's context is lost, which only a new process cures"};
  return {isAboutMemory(text) ? "out-of-memory" : code, text};
}

}  // namespace

Executor::Executor(const Library& library, Cuda& cuda, const std::string& plan, const Bytes& cache)
    : library_(library), gpu_(cuda), graph_(nullptr, cuda.graphExecDestroy) {
  deserialize(plan);
  listTensors();
  configure(cache);
  createContext();
  bindBuffers();
}

void Executor::deserialize(const std::string& path) {
  const uint64_t mark = markMessages();
  MappedPlan plan(path);
  runtime_.reset(library_.createRuntime(library_.logger(), library_.version));
  if (runtime_ == nullptr) throw refusal(gpu_.cuda(), "engine-refused", mark);
  const int32_t slot = library_.table->runtime.deserializeCudaEngine;
  engine_.reset(call<void*>(runtime_.get(), slot, plan.data(), plan.bytes()));
  if (engine_ == nullptr) throw refusal(gpu_.cuda(), "engine-refused", mark);
}

void Executor::listTensors() {
  const auto& slots = library_.table->engine;
  const auto count = call<int32_t>(engine_.get(), slots.getNbIOTensors);
  for (int32_t i = 0; i < count; i++) {
    tensors_.push_back(describe(call<const char*>(engine_.get(), slots.getIOTensorName, i)));
  }
}

TensorInfo Executor::describe(const char* name) const {
  const auto& slots = library_.table->engine;
  TensorInfo info{name, call<int32_t>(engine_.get(), slots.getTensorIOMode, name) == kInput,
                  call<int32_t>(engine_.get(), slots.getTensorDataType, name), {}, 0};
  const auto dims = call<Dims>(engine_.get(), slots.getTensorShape, name);
  info.bytes = elementBytes(info.type);
  for (int32_t i = 0; i < dims.count; i++) {
    if (dims.sizes[i] < 0) throw Failure{"engine-refused", "tensor \"" + info.name + "\" has no static shape"};
    info.shape.push_back(dims.sizes[i]);
    info.bytes *= static_cast<size_t>(dims.sizes[i]);
  }
  return info;
}

/** Only TensorRT-RTX has a configuration: its plans are compiled for the GPU when they are opened. */
void Executor::configure(const Bytes& cache) {
  const auto& slots = library_.table->runtimeConfig;
  if (slots.setCudaGraphStrategy < 0) return;
  runtimeConfig_.reset(call<void*>(engine_.get(), library_.table->engine.createRuntimeConfig));
  if (runtimeConfig_ == nullptr) return;
  replaysItself_ = call<bool>(runtimeConfig_.get(), slots.setCudaGraphStrategy, kWholeGraph);
  runtimeCache_.reset(call<void*>(runtimeConfig_.get(), slots.createRuntimeCache));
  if (runtimeCache_ == nullptr) return;
  // One of another GPU or driver is refused, and the kernels are compiled anew.
  const void* known = cache.data();
  if (!cache.empty()) call<bool>(runtimeCache_.get(), library_.table->runtimeCache.deserialize, known, cache.size());
  call<bool>(runtimeConfig_.get(), slots.setRuntimeCache, runtimeCache_.get());
}

void Executor::createContext() {
  const auto& slots = library_.table->engine;
  const uint64_t mark = markMessages();
  context_.reset(runtimeConfig_ != nullptr ? call<void*>(engine_.get(), slots.createExecutionContextWithRuntimeConfig,
                                                         runtimeConfig_.get())
                                           : call<void*>(engine_.get(), slots.createExecutionContext, kStatic));
  if (context_ == nullptr) throw refusal(gpu_.cuda(), "engine-refused", mark);
}

Bytes Executor::cache() const {
  if (runtimeCache_ == nullptr) return {};
  const Owned memory(call<void*>(runtimeCache_.get(), library_.table->runtimeCache.serialize));
  if (memory == nullptr) return {};
  const auto* data = static_cast<const uint8_t*>(call<void*>(memory.get(), library_.table->hostMemory.data));
  return {data, data + call<size_t>(memory.get(), library_.table->hostMemory.size)};
}

void Executor::bindBuffers() {
  const int32_t slot = library_.table->context.setTensorAddress;
  for (const TensorInfo& tensor : tensors_) {
    buffers_.emplace_back(gpu_.cuda(), tensor.bytes);
    auto* address = reinterpret_cast<void*>(buffers_.back().pointer());
    if (!call<bool>(context_.get(), slot, tensor.name.c_str(), address)) {
      throw Failure{"engine-refused", "tensor \"" + tensor.name + "\" cannot be bound"};
    }
  }
}

Executor::Outcome Executor::run(const std::vector<Bytes>& inputs) {
  gpu_.cuda().throwIfLost();
  gpu_.begin();
  auto input = inputs.begin();
  for (size_t i = 0; i < tensors_.size(); i++) {
    if (tensors_[i].isInput) gpu_.copyIn(buffers_[i].pointer(), *input++);
  }
  launch();
  Outcome outcome;
  outcome.outputs.reserve(tensors_.size());
  for (size_t i = 0; i < tensors_.size(); i++) {
    if (tensors_[i].isInput) continue;
    outcome.outputs.emplace_back(tensors_[i].bytes);
    gpu_.copyOut(outcome.outputs.back(), buffers_[i].pointer());
  }
  outcome.milliseconds = gpu_.finish();
  if (!replaysItself_ && !triedCapture_) capture();
  return outcome;
}

void Executor::launch() {
  if (graph_ == nullptr) return enqueue();
  gpu_.cuda().check(gpu_.cuda().graphLaunch(graph_.get(), gpu_.stream()), "the network");
}

void Executor::enqueue() {
  const uint64_t mark = markMessages();
  if (!call<bool>(context_.get(), library_.table->context.enqueueV3, gpu_.stream())) {
    throw refusal(gpu_.cuda(), "execution-failed", mark);
  }
}

/** Only after a run: the first one may allocate. A network that cannot be captured is launched anew each time. */
void Executor::capture() {
  Cuda& cuda = gpu_.cuda();
  triedCapture_ = true;
  if (cuda.streamBeginCapture(gpu_.stream(), kThisThread) != 0) return;
  const bool enqueued = call<bool>(context_.get(), library_.table->context.enqueueV3, gpu_.stream());
  CudaObject captured = nullptr;
  const bool ended = cuda.streamEndCapture(gpu_.stream(), &captured) == 0;
  const CudaHandle graph(captured, cuda.graphDestroy);
  CudaObject replayable = nullptr;
  if (enqueued && ended && cuda.graphInstantiate(&replayable, graph.get(), 0) == 0) graph_.reset(replayable);
}

}  // namespace motif
