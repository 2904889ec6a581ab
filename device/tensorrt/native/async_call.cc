#include "async_call.h"

#include <condition_variable>
#include <mutex>

namespace motif {

struct AsyncCall::Event {
  Progress progress;
};

/** Opens when the worker has let go of the call. */
struct AsyncCall::Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool isOpen = false;

  void open() {
    std::lock_guard<std::mutex> lock(mutex);
    isOpen = true;
    changed.notify_all();
  }

  void wait() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return isOpen; });
  }
};

AsyncCall::AsyncCall(Napi::Env env, const Options& options)
    : env_(env),
      deferred_(Napi::Promise::Deferred::New(env)),
      keepAlive_(options.keepAlive),
      cancel_(options.cancel),
      gate_(std::make_shared<Gate>()) {
  if (!options.onProgress.IsEmpty()) onProgress_ = Napi::Persistent(options.onProgress);
}

Napi::Promise AsyncCall::start(Napi::Env env, Worker& worker, std::function<Deliver(AsyncCall&)> work,
                               const Options& options) {
  auto* call = new AsyncCall(env, options);
  Napi::Promise promise = call->deferred_.Promise();
  call->channel_ = Channel::New(env, "motif-tensorrt", 0, 1, call,
                                [](Napi::Env, void*, AsyncCall* finished) { delete finished; },
                                static_cast<void*>(nullptr));
  // After the channel, because hooks run in reverse: the channel must not close before the worker has let go.
  napi_add_env_cleanup_hook(env, onEnvironmentEnd, call);
  worker.post([call, work = std::move(work), gate = call->gate_] {
    call->run(work);
    gate->open();
  });
  return promise;
}

void AsyncCall::run(const std::function<Deliver(AsyncCall&)>& work) {
  const uint64_t mark = markMessages();
  try {
    deliver_ = work(*this);
  } catch (const Failure& failure) {
    failure_ = std::make_unique<Failure>(failure);
  } catch (const std::exception& error) {
    failure_ = std::make_unique<Failure>(Failure{"internal", error.what()});
  }
  messages_ = messagesSince(mark);
  // The main thread may delete the call as soon as it is released.
  Channel channel = channel_;
  channel.NonBlockingCall(static_cast<Event*>(nullptr));
  channel.Release();
}

void AsyncCall::report(const Progress& progress) {
  auto* event = new Event{progress};
  if (channel_.NonBlockingCall(event) != napi_ok) delete event;
}

void AsyncCall::onMain(Napi::Env env, Napi::Function, AsyncCall* call, Event* event) {
  std::unique_ptr<Event> owned(event);
  // No environment: it is ending, and nobody is left to hear.
  if (static_cast<napi_env>(env) == nullptr) return;
  try {
    event == nullptr ? call->settle(env) : call->tell(env, event->progress);
  } catch (const Napi::Error& error) {
    // The listener's own error, or a worker that is being terminated and runs no JavaScript any more.
    error.ThrowAsJavaScriptException();
  }
}

void AsyncCall::tell(Napi::Env env, const Progress& progress) {
  if (onProgress_.IsEmpty()) return;
  onProgress_.Call({Napi::String::New(env, progress.phase), Napi::String::New(env, progress.parent),
                    Napi::Number::New(env, progress.step), Napi::Number::New(env, progress.steps)});
}

void AsyncCall::settle(Napi::Env env) {
  napi_remove_env_cleanup_hook(env_, onEnvironmentEnd, this);
  if (failure_ != nullptr) {
    deferred_.Reject(toError(env, *failure_, messages_).Value());
  } else {
    Napi::Object result = Napi::Object::New(env);
    result.Set("value", deliver_(env));
    result.Set("messages", toArray(env, messages_));
    deferred_.Resolve(result);
  }
}

void AsyncCall::onEnvironmentEnd(void* data) {
  auto* call = static_cast<AsyncCall*>(data);
  call->cancel_();
  call->gate_->wait();
}

Napi::Array toArray(Napi::Env env, const std::vector<Message>& messages) {
  Napi::Array array = Napi::Array::New(env, messages.size());
  for (uint32_t i = 0; i < messages.size(); i++) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("severity", messages[i].severity);
    object.Set("text", messages[i].text);
    array.Set(i, object);
  }
  return array;
}

Napi::Error toError(Napi::Env env, const Failure& failure, const std::vector<Message>& messages) {
  Napi::Error error = Napi::Error::New(env, failure.text);
  error.Set("code", Napi::String::New(env, failure.code));
  error.Set("messages", toArray(env, messages));
  return error;
}

}  // namespace motif
