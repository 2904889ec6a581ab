#pragma once
#include <napi.h>

#include <functional>
#include <memory>

#include "failure.h"
#include "messages.h"
#include "progress.h"
#include "worker.h"

namespace motif {

/** Makes the JavaScript value of a result; runs on the main thread. */
using Deliver = std::function<Napi::Value(Napi::Env)>;

/**
 * One asynchronous call: work on a worker's thread, its promise settled on the main thread. No JavaScript value is
 * touched off the main thread. When the environment ends first, it waits until the worker has let go.
 */
class AsyncCall {
 public:
  struct Options {
    /** What the work uses; released on the main thread after it. */
    std::shared_ptr<void> keepAlive;
    /** Called when the environment ends, before waiting. */
    std::function<void()> cancel = [] {};
    /** Hears {@link report}; may be empty. */
    Napi::Function onProgress;
  };

  /**
   * @param work may throw Failure; with the call, for {@link report}
   * @returns a promise; rejected with an Error that has `code` and `messages`
   */
  static Napi::Promise start(Napi::Env env, Worker& worker, std::function<Deliver(AsyncCall&)> work,
                             const Options& options);

  /** From the worker's thread: progress to tell JavaScript. Never waits. */
  void report(const Progress& progress);

 private:
  struct Event;
  struct Gate;
  AsyncCall(Napi::Env env, const Options& options);
  void run(const std::function<Deliver(AsyncCall&)>& work);
  void settle(Napi::Env env);
  void tell(Napi::Env env, const Progress& progress);
  static void onMain(Napi::Env env, Napi::Function, AsyncCall* call, Event* event);
  static void onEnvironmentEnd(void* call);
  using Channel = Napi::TypedThreadSafeFunction<AsyncCall, Event, onMain>;

  napi_env env_;
  Napi::Promise::Deferred deferred_;
  std::shared_ptr<void> keepAlive_;
  std::function<void()> cancel_;
  Napi::FunctionReference onProgress_;
  Channel channel_;
  std::shared_ptr<Gate> gate_;
  Deliver deliver_;
  std::unique_ptr<Failure> failure_;
  std::vector<Message> messages_;
};

/** The messages as JavaScript has them: an array of {severity, text}. */
Napi::Array toArray(Napi::Env env, const std::vector<Message>& messages);

/** An Error with a code and TensorRT's messages. */
Napi::Error toError(Napi::Env env, const Failure& failure, const std::vector<Message>& messages);

}  // namespace motif
