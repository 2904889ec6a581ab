#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace motif {

/** A thread of its own for one engine or one build, which does what it is given in order. */
class Worker {
 public:
  Worker() : thread_([this] { loop(); }) {}

  /** Finishes what was given, then ends. Never called on the thread itself. */
  ~Worker() {
    post({});
    thread_.join();
  }

  /** An empty function ends the thread. */
  void post(std::function<void()> work) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(work));
    filled_.notify_one();
  }

 private:
  void loop() {
    while (std::function<void()> work = next()) work();
  }

  std::function<void()> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    filled_.wait(lock, [this] { return !queue_.empty(); });
    std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    return work;
  }

  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  // Last: everything the thread uses exists before it starts.
  std::thread thread_;
};

}  // namespace motif
